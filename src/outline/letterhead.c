/* SPDX-License-Identifier: MIT */
#include "outline/letterhead.h"

#include <string.h>

#include "outline/candidate.h"
#include "outline/cursor.h"
#include "outline/numeral.h"
#include "outline/numeral_word.h"

#define RIGHT_COLUMN 30 /* a line that begins here is set to the right, if it is short */
#define RIGHT_BYTES 60
#define FIELD_LONGEST 7 /* characters of what a field is called, and its colon */
#define SHELF_MARK_BYTES 24
#define NAME_SHORTEST 6 /* bytes of a name: two to four Han characters */
#define NAME_LONGEST 12
#define OFFICIAL_BYTES 15 /* 村長 alone may be a title */

static bool ends_with_any(const char *s, size_t n, const char *words)
{
	while (*words) {
		size_t len = word_list_first(words);

		if (len <= n && memcmp(s + n - len, words, len) == 0)
			return true;
		words += len;
		words += *words == ' ';
	}
	return false;
}

static bool contains(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (memcmp(s + i, word, len) == 0)
			return true;
	return false;
}

static bool begins_with_any(const char *s, size_t n, const char *words)
{
	struct cursor at = {s, n, 0};

	return cursor_take_word(&at, words);
}

/* 15号, １２８號: a number in digits; 十三号 is a house. */
static bool ends_with_number(const char *s, size_t n)
{
	size_t sign;
	uint32_t c = character_before(s, n, &sign), d = character_before(s, sign, NULL);

	return (c == 0x53F7 || c == 0x865F || c == 0xD638) && character_is_digit(d);
}

/* ━━━━━━, - 1 -: no letter at all, nor digits alone. */
static bool is_rule(const char *s, size_t n)
{
	struct cursor at = {s, n, 0};

	while (at.pos < n) {
		uint32_t c = cursor_take(&at);

		if (!character_is_blank(c) && !(c >= 0x2500 && c <= 0x25FF) &&
		    !character_is_one_of(c, "-=_*~·—–") &&
		    !(at.pos > 1 && at.pos < n && character_is_digit(c)))
			return false;
	}
	return true;
}

/* 2018年11月07日, 平成２７年３月２３日, 2007年3月15日発行. */
static bool is_dated(const char *s, size_t n)
{
	struct cursor at = {s, n, 0};
	uint32_t value;
	size_t len;

	cursor_take_word(&at, "平成 昭和 令和 大正 明治 民國 民国 中華民國");
	at.pos = candidate_skip_blanks(s, n, at.pos);
	len = numeral_parse(s + at.pos, n - at.pos, NUMERAL_DIGITS | NUMERAL_HAN, &value);
	at.pos += len;
	if (len == 0 || (cursor_peek(&at) != 0x5E74 && cursor_peek(&at) != 0xB144))
		return false;
	cursor_take(&at);
	at.pos = candidate_skip_blanks(s, n, at.pos);
	len = numeral_parse(s + at.pos, n - at.pos, NUMERAL_DIGITS | NUMERAL_HAN, &value);
	at.pos += len;
	return len > 0 && (cursor_peek(&at) == 0x6708 || cursor_peek(&at) == 0xC6D4);
}

/* From: wren@cs.example.edu, Archive-name: birds/feeders-faq: the head of a message. */
static bool names_message(const char *s, size_t n)
{
	static const char words[] =
		"From: To: Cc: Date: Sent: Newsgroups: Message-ID: Message-Id: Reply-To: "
		"Organization: In-Reply-To: References: Followup-To: X- Archive-name: "
		"Posting-Frequency: Last-modified: List-Id: Content-Type: Path: Lines: Sender:";

	return begins_with_any(s, n, words);
}

/* 招标人：清溪镇人民政府, 发布时间：2021-06-18: a short word that says what comes, and that. */
static bool is_field(const char *s, size_t n)
{
	struct cursor at = {s, n, 0};
	unsigned count = 0;
	uint32_t c;

	while (at.pos < n && count++ < FIELD_LONGEST) {
		size_t here = at.pos;

		c = cursor_take(&at);
		if (c == 0xFF1A || c == ':')
			return ends_with_any(s, here,
					     "招标人 采购人 联系人 主讲人 负责人 主持人 发布人 "
					     "申请人 报告人 作者 记者 "
					     "编者 译者 编辑 編輯 索引号 文号 编号 案号 日期 时间 "
					     "時間 机关 機關 单位 "
					     "單位 类别 類別 来源 來源 主题词 机构 機構 公司 电话 "
					     "電話 地址 附檔 位置 "
					     "分享到 专业 專業 学院 學院 学号 姓名 教授 教师 班级 "
					     "일시 장소 강사 저자");
		if (c < 0x2E80)
			return false;
	}
	return false;
}

/* 厚生労働省医薬食品局長: who sends an official paper. */
static bool is_official(const char *s, size_t n)
{
	return n >= OFFICIAL_BYTES &&
	       ends_with_any(s, n,
			     "局長 課長 部長 室長 所長 大臣 知事 市長 町長 村長 区長 長官 理事長 "
			     "教育長 事務次官 総裁 委員長");
}

/* 湖阳区人民政府代区长　杨国宏: who speaks, by office and name. */
static bool is_speaker(const char *s, size_t n)
{
	size_t name = n, office;

	while (name > 0 && n - name <= NAME_LONGEST &&
	       !character_is_blank(character_before(s, name, NULL)))
		name = utf8_before(s, name);
	if (name == 0 || n - name < NAME_SHORTEST || n - name > NAME_LONGEST)
		return false;
	for (office = name; office > 0 && character_is_blank(character_before(s, office, NULL));)
		office = utf8_before(s, office);
	return ends_with_any(s, office,
			     "区长 市长 县长 省长 州长 旗长 镇长 乡长 盟长 主席 书记 主任 院长 "
			     "检察长 局长 厅长 部长 处长 行长 总理 校长 會長 區長 市長 縣長 議長 "
			     "秘书长 常委 委员");
}

/* Produced by David Lark: who made the file. */
static bool names_maker(const char *s, size_t n)
{
	return begins_with_any(s, n,
			       "Produced Transcribed Transcriber E-text Etext Scanned Prepared "
			       "Digitized [Transcriber [Illustration");
}

/* 湖阳市人民政府文件, but not 工程招标文件. */
static bool is_red_head(const char *s, size_t n)
{
	return ends_with_any(s, n, "文件") &&
	       !ends_with_any(s, n, "招标文件 投标文件 采购文件 磋商文件 谈判文件 询价文件");
}

/* B 05, DB33/T 0000—2015: the number of a standard or a shelf. */
static bool is_shelf_mark(const char *s, size_t n)
{
	size_t letters = 0, digits = 0;

	if (n > SHELF_MARK_BYTES || s[0] < 'A' || s[0] > 'Z')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] >= 'a' && s[i] <= 'z')
			return false;
		letters = s[i] >= 'A' && s[i] <= 'Z' ? letters + 1 : 0;
		digits += s[i] >= '0' && s[i] <= '9';
		if (letters > 3)
			return false;
	}
	return digits >= 2;
}

/* 无障碍浏览　　登录　　注册: parts that are set far apart. */
static bool is_set_apart(const char *s, size_t n)
{
	struct cursor at = {s, n, 0};
	unsigned gaps = 0, letters = 0;
	bool words = false;

	while (at.pos < n) {
		size_t here = at.pos;
		uint32_t c = cursor_take(&at);

		if (!character_is_blank(c)) {
			words = words || ++letters > 2;
			continue;
		}
		at.pos = candidate_skip_blanks(s, n, at.pos);
		gaps += at.pos < n && at.pos >= here + (c == 0x3000 ? 6 : 4);
		letters = 0;
	}
	return gaps >= 2 && words;
}

bool letterhead_is(const char *s, size_t n, unsigned column)
{
	uint32_t c;

	if (n == 0)
		return false;
	utf8_decode(s, n, &c);
	/* what a web page or a standard has above its text */
	if (is_rule(s, n) || is_dated(s, n) || c == 0xB7 || contains(s, n, "＞") ||
	    contains(s, n, "»"))
		return true;
	if (memchr(s, '|', n) || memchr(s, '>', n) || s[0] == '(' ||
	    (n > 4 && memcmp(s, "ICS ", 4) == 0))
		return true;
	if (is_shelf_mark(s, n) || is_speaker(s, n) || names_maker(s, n))
		return true;
	if (c < 0x2E80)
		return names_message(s, n) || begins_with_any(s, n, "УТВЕРЖД Утвержд");
	return (column >= RIGHT_COLUMN && n <= RIGHT_BYTES) || ends_with_number(s, n) ||
	       is_field(s, n) || is_official(s, n) || is_red_head(s, n) || is_set_apart(s, n) ||
	       (contains(s, n, "日") && contains(s, n, "星期")) ||
	       ends_with_any(
		       s, n,
		       "様 殿 御中 귀하 귀중 特急 加急 地方标准 国家标准 行业标准 团体标准 "
		       "企业标准 學位論文 学位论文 碩士論文 博士論文 修士論文 卒業論文 学位論文 "
		       "학위논문 법령정보센터 法規資料庫") ||
	       begins_with_any(
		       s, n,
		       "发件人 收件人 寄件者 收件者 From: To: Date: 发送时间 项目编号 备案号 · "
		       "수신 (경유) 발신 文号 密级 编号 作者 发文 發文 受文者 主旨 日時 場所");
}

size_t letterhead_subject(const char *s, size_t n, size_t pos)
{
	struct cursor at = {s, n, pos};

	if (n > pos + 9 && memcmp(s + pos, "Subject: ", 9) == 0)
		return candidate_skip_blanks(s, n, pos + 9);
	if (!cursor_take_word(&at,
			      "主题 主題 题目 題目 标题 標題 法規名稱 法规名称 文件名称 제목 제 "
			      "件名 件　名 題名 主旨") ||
	    at.pos >= n)
		return pos;
	if (!character_is_blank(cursor_peek(&at)) && cursor_peek(&at) != 0xFF1A &&
	    cursor_peek(&at) != ':')
		return pos;
	cursor_take(&at);
	return candidate_skip_blanks(s, n, at.pos);
}
