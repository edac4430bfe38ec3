/* SPDX-License-Identifier: MIT */
#include "outline/family.h"

#include <assert.h>

#include "outline/numeral.h"

#define COUNTED (NUMERAL_DIGITS | NUMERAL_HAN)
#define ENGLISH (NUMERAL_DIGITS | NUMERAL_ROMAN | NUMERAL_WORD)
#define LETTERED (ENGLISH | NUMERAL_LETTER_UPPER)

static const char front_words[] =
	"序 序章 序言 序幕 序文 前言 引言 引子 楔子 导言 導言 导论 導論 绪论 緒論 緒言 绪言 弁言 "
	"凡例 叙 敘 自叙 自敘 原序 原叙 原敘 旧序 舊序 又序 总序 總序 后序 後序 小序 小引 弁语 "
	"弁語 题辞 "
	"題辭 题词 題詞 跋语 跋語 导读 導讀 例言 发凡 發凡 补遗 補遺 辑佚 輯佚 校点说明 校點說明 "
	"点校说明 "
	"點校說明 整理说明 整理說明 译者前言 譯者前言 引用书目 引用書目 "
	"文案 引首 要旨 要約 费用说明 使用说明 参考答案 重要提示 注意事项 温馨提示 謝誌 題目正名 "
	"题目正名 写在最后 附記 附记 "
	"题解 題解 楔語 注 註 注释 註釋 注釋 注釈 脚注 脚註 尾注 각주 미주 "
	"出版说明 出版說明 译者序 譯者序 译序 譯序 译后记 譯後記 内容提要 內容提要 作者简介 "
	"作者簡介 "
	"초록 요약 자서 작가의_말 작가_후기 "
	"등장인물 "
	"技术领域 背景技术 发明内容 实用新型内容 附图说明 權利要求書 权利要求书 "
	"국문초록 영문초록 국문요약 감사의_글 감사의_말 "
	"人物 登场人物 登場人物 外传 外傳 외전 "
	"自序 代序 题记 題記 缘起 緣起 总则 總則 附则 附則 结语 結語 结论 "
	"結論 结束语 結束語 尾声 尾聲 终章 終章 后记 後記 跋 番外 致谢 致謝 参考文献 參考文獻 "
	"參考書目 "
	"摘要 编后记 編後記 余论 餘論 "
	"あとがき まえがき はじめに おわりに プロローグ エピローグ 終わりに さいごに 凡例 参考資料 "
	"謝辞 主文 事実 解題 解説 例言 序説 序論 前書き 後書き 訳者あとがき 付記 閑話 幕間 間章 "
	"断章 余話 後日談 番外編 "
	"主な登場人物 일러두기 옮긴이의_말 책머리에 머리글 "
	"서문 서론 결론 머리말 맺음말 부칙 들어가며 나가며 들어가는_말 나오는_말 맺는_말 주문 "
	"청구취지 후기 프롤로그 에필로그 "
	"참고문헌 "
	"preface foreword introduction prologue prolog epilogue epilog afterword contents "
	"bibliography "
	"index abstract summary conclusion conclusions acknowledgements acknowledgments "
	"references glossary dedication dramatis_personae preamble executive_summary "
	"about_the_author about_the_authors advertisement persons_of_the_play certificate "
	"afterthoughts interlude postscript coda "
	"addendum letztes_kapitel schlusskapitel dernier_chapitre "
	"vorwort einleitung nachwort voorwoord inleiding nawoord förord literaturverzeichnis "
	"преамбула preambel präambel préambule preámbulo preambolo preâmbulo προοιμιο προοίμιο "
	"předmluva úvod doslov wstęp przedmowa zakończenie posłowie inledning efterskrift forord "
	"indledning efterord au_lecteur avertissement al_lector dedicatoria advertencia "
	"zusammenfassung schlussbestimmungen übergangsbestimmungen övergångsbestämmelser "
	"préface prologue épilogue introduction conclusion avant-propos postface "
	"prefacio prólogo epílogo introducción conclusión prefazione prologo epilogo "
	"introduzione conclusione предисловие введение заключение пролог эпилог послесловие "
	"оглавление "
	"содержание";

/* What may stand behind a paper as one of its own, with a title below; and what holds all that is
 * numbered: the reasons of a judgment, the examples of a patent. */
static const char annex_words[] =
	"附件 附录 附錄 附表 別表 別紙 付録 별표 부록 annex annexe anhang "
	"appendix bijlage bilaga anexo allegato приложение the_full_project_gutenberg_license "
	"이유 理由 事実及び理由 具体实施方式 具體實施方式";

/* What ends a chapter of a textbook, at the level of its sections. */
static const char exercise_words[] =
	"思考题 思考題 复习题 複習題 习题 習題 练习题 練習題 课后习题 课后练习 課後練習 "
	"复习思考题 本章习题 本章小结 本章小結 本章总结 本讲小结 本课小结 阅读材料 閱讀材料 "
	"拓展阅读 延伸阅读 延伸閱讀 讨论题 討論題 演習問題 章末問題 練習問題 연습문제 "
	"생각해_볼_문제 함께_나눌_질문 나눔_질문 토의_문제";

static const char contents_words[] = "目录 目錄 目次 차례 목차 contents table_of_contents inhalt "
				     "inhaltsverzeichnis inhaltsübersicht "
				     "sommaire table_des_matières índice tabla_de_contenidos "
				     "indice sumário оглавление содержание inhoud inhoudsopgave "
				     "innehåll indhold obsah spis_treści зміст περιεχόμενα";
/* The user's own: the table knows no more of them than that they are there. */
#define RULE(k) [FAMILY_RULE_1 + (k)] = {"rule", FORM_MARKUP, 0, "", 0, LADDER_NONE}

static const struct family families[FAMILY_COUNT] = {
	[FAMILY_TITLE] = {"title", FORM_TITLE, 0, "", 0, LADDER_NONE},
	[FAMILY_MARKUP_1] = {"markup-1", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_2] = {"markup-2", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_3] = {"markup-3", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_4] = {"markup-4", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_5] = {"markup-5", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_6] = {"markup-6", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	RULE(0),
	RULE(1),
	RULE(2),
	RULE(3),
	RULE(4),
	RULE(5),
	RULE(6),
	RULE(7),
	RULE(8),
	RULE(9),
	RULE(10),
	RULE(11),
	RULE(12),
	RULE(13),
	RULE(14),
	RULE(15),
	[FAMILY_EXTRA] = {"extra", FORM_KEYWORD, COUNTED, "番外篇 番外編 番外 外传 外傳 외전 번외",
			  FAMILY_TOP, LADDER_NONE},
	[FAMILY_APPENDIX] =
		{"appendix", FORM_KEYWORD, LETTERED | NUMERAL_HAN,
		 "附件 附录 附錄 附表 付録 別紙様式 別紙 別表 別記様式 別記 様式 별표 별지 부록 "
		 "appendix annex annexe "
		 "anhang bijlage bilaga anexo allegato appendice schedule exhibit приложение "
		 "disposición disposição",
		 FAMILY_TOP, LADDER_NONE},
	[FAMILY_ANNEX] = {"annex", FORM_ALONE, 0, annex_words, FAMILY_TOP | FAMILY_PLAIN,
			  LADDER_NONE},
	[FAMILY_CONTENTS] = {"contents", FORM_ALONE, 0, contents_words, FAMILY_TOP | FAMILY_PLAIN,
			     LADDER_NONE},
	[FAMILY_FRONT] = {"front", FORM_ALONE, 0, front_words, FAMILY_TOP | FAMILY_PLAIN,
			  LADDER_NONE},
	[FAMILY_EXERCISE] = {"exercise", FORM_ALONE, 0, exercise_words, FAMILY_ANY | FAMILY_PLAIN,
			     LADDER_NONE},
	[FAMILY_COLUMN] = {"section", FORM_MARKUP, 0, "", FAMILY_TOP, LADDER_NONE},
	[FAMILY_COLUMN_2] = {"subsection", FORM_MARKUP, 0, "", 0, LADDER_NONE},
	[FAMILY_ENTRY] = {"entry", FORM_ENTRY, 0, "", FAMILY_TOP | FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_VERSION] = {"version", FORM_VERSION, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_BOLD] = {"bold", FORM_BOLD, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_CAPS] = {"capitals", FORM_CAPS, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_VOLUME] = {"en-volume", FORM_KEYWORD, ENGLISH,
			   "volume vol band tome tomo том fascicle bind tom volumen", 0,
			   LADDER_UNIT},
	[FAMILY_BOOK] = {"en-book", FORM_KEYWORD, ENGLISH,
			 "book buch livre libro книга boek bok kniha księga livro bog βιβλίο", 0,
			 LADDER_UNIT},
	[FAMILY_PART] =
		{"en-part", FORM_KEYWORD, LETTERED,
		 "part teil theil deel del část díl część partie parte часть частина μέρος μεροσ "
		 "hauptstück title titel titre título titolo раздел dział",
		 0, LADDER_UNIT},
	[FAMILY_ACT] = {"en-act", FORM_KEYWORD, ENGLISH,
			"act akt acte acto atto ato действие акт aufzug bedrijf jednání", 0,
			LADDER_UNIT},
	[FAMILY_CHAPTER] =
		{"en-chapter", FORM_KEYWORD, ENGLISH,
		 "chapter chap kap hoofdstuk rozdział kapitola bölüm kapitel chapitre "
		 "capítulo capitolo глава розділ kapitlet κεφάλαιο κεφαλαιο canto chant gesang "
		 "letter lettre lettera carta письмо "
		 "lecture lesson unit episode ep stave module hymn psalm sonnet fable "
		 "sermon",
		 0, LADDER_UNIT},
	[FAMILY_SCENE] = {"en-scene", FORM_KEYWORD, ENGLISH,
			  "scene szene scène escena scena cena сцена явление auftritt tooneel "
			  "toneel výstup",
			  0, LADDER_UNIT},
	[FAMILY_ARTICLE_WORD] = {"en-article", FORM_KEYWORD, ENGLISH,
				 "article amendment madde artikel artículo articolo artigo статья "
				 "art článek čl αρθρο "
				 "artykuł άρθρο стаття",
				 FAMILY_ANY, LADDER_UNIT},
	[FAMILY_SECTION] = {"en-section", FORM_KEYWORD, LETTERED,
			    "section sec sect abschnitt sección seção secção sezione oddíl "
			    "oddział afdeling afdeeling avsnitt avdelning rule clause",
			    0, LADDER_UNIT},
	[FAMILY_SECTION_SIGN] = {"paragraph", FORM_SECTION, NUMERAL_DIGITS, "§", FAMILY_ANY,
				 LADDER_UNIT},
	[FAMILY_TOPIC] = {"zh-unit", FORM_KEYWORD, COUNTED,
			  "专题 專題 主题 主題 模块 模塊 项目 项目 項目 单元 單元 テーマ 주제",
			  FAMILY_ANY | FAMILY_LIST, LADDER_NONE},
	[FAMILY_TOPIC_2] = {"zh-task", FORM_KEYWORD, COUNTED,
			    "议题 議題 话题 話題 案例 任务 任務 实施例 實施例 実施例 问题 問題 "
			    "课题 課題 事例 사례 과제",
			    FAMILY_ANY | FAMILY_LIST, LADDER_NONE},
	[FAMILY_NUMBER] = {"number", FORM_KEYWORD, NUMERAL_DIGITS, "no nr № #",
			   FAMILY_ANY | FAMILY_LIST, LADDER_NONE},
	[FAMILY_QUESTION] = {"question", FORM_KEYWORD, NUMERAL_DIGITS, "q question frage",
			     FAMILY_ANY | FAMILY_LIST, LADDER_NONE},
	[FAMILY_BIAN] = {"zh-part", FORM_UNIT, COUNTED, "编 編", FAMILY_ANY | FAMILY_PLACE,
			 LADDER_UNIT},
	[FAMILY_JUAN] = {"zh-volume", FORM_UNIT, COUNTED, "卷 册 冊 集 辑 輯 巻",
			 FAMILY_ANY | FAMILY_PLACE, LADDER_UNIT},
	[FAMILY_JUAN_AFTER] = {"zh-scroll", FORM_AFTER, COUNTED, "卷 巻", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_BU] = {"zh-division", FORM_UNIT, COUNTED, "部分 部", FAMILY_ANY | FAMILY_PLACE,
		       LADDER_UNIT},
	[FAMILY_FENBIAN] = {"zh-subpart", FORM_UNIT, COUNTED, "分编 分編", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_PIAN] = {"zh-essay", FORM_UNIT, COUNTED, "篇", FAMILY_ANY | FAMILY_PLACE,
			 LADDER_UNIT},
	[FAMILY_ZHANG] = {"zh-chapter", FORM_UNIT, COUNTED, "章", FAMILY_ANY | FAMILY_COUNTED,
			  LADDER_UNIT},
	[FAMILY_MU] = {"zh-act", FORM_UNIT, COUNTED, "幕", FAMILY_ANY | FAMILY_COUNTED,
		       LADDER_UNIT},
	[FAMILY_CHANG] = {"zh-scene", FORM_UNIT, COUNTED, "场 場", FAMILY_ANY | FAMILY_COUNTED,
			  LADDER_UNIT},
	[FAMILY_HUI] = {"zh-episode", FORM_UNIT, COUNTED, "回 话 話 夜 折 出 齣",
			FAMILY_ANY | FAMILY_COUNTED, LADDER_UNIT},
	[FAMILY_JIANG] = {"zh-lecture", FORM_UNIT, COUNTED, "讲 講 课 課",
			  FAMILY_ANY | FAMILY_COUNTED, LADDER_UNIT},
	[FAMILY_DAY] = {"zh-day", FORM_UNIT, COUNTED,
			"天 日 周 週 步 期 站 阶段 階段 关 關 轮 輪 环节 则 則 段 种 種 类 類",
			FAMILY_ANY | FAMILY_SET_OFF, LADDER_UNIT},
	[FAMILY_JIE] = {"zh-section", FORM_UNIT, COUNTED, "节 節", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_KUAN] = {"zh-clause", FORM_UNIT, COUNTED, "款", FAMILY_ANY | FAMILY_CLAUSE,
			 LADDER_UNIT},
	[FAMILY_ITEM] = {"ja-subsection", FORM_UNIT, COUNTED, "目", FAMILY_ANY | FAMILY_BLANK,
			 LADDER_UNIT},
	[FAMILY_TIAO] = {"zh-article", FORM_UNIT, COUNTED, "条 條", FAMILY_ANY | FAMILY_ARTICLE,
			 LADDER_UNIT},
	[FAMILY_KO_BU] = {"ko-division", FORM_UNIT, NUMERAL_DIGITS, "부 권",
			  FAMILY_ANY | FAMILY_COUNTED, LADDER_UNIT},
	[FAMILY_KO_PYEON] = {"ko-part", FORM_UNIT, NUMERAL_DIGITS, "편",
			     FAMILY_ANY | FAMILY_COUNTED, LADDER_UNIT},
	[FAMILY_KO_JANG] = {"ko-chapter", FORM_UNIT, NUMERAL_DIGITS, "장",
			    FAMILY_ANY | FAMILY_COUNTED, LADDER_UNIT},
	[FAMILY_KO_HWA] = {"ko-episode", FORM_UNIT, NUMERAL_DIGITS, "화 회 막 강",
			   FAMILY_ANY | FAMILY_COUNTED, LADDER_UNIT},
	[FAMILY_KO_JEOL] = {"ko-section", FORM_UNIT, NUMERAL_DIGITS, "절",
			    FAMILY_ANY | FAMILY_COUNTED, LADDER_UNIT},
	[FAMILY_KO_GWAN] = {"ko-subsection", FORM_UNIT, NUMERAL_DIGITS, "관", FAMILY_ANY,
			    LADDER_UNIT},
	[FAMILY_KO_JO] = {"ko-article", FORM_UNIT, NUMERAL_DIGITS, "조",
			  FAMILY_ANY | FAMILY_ARTICLE, LADDER_UNIT},
	[FAMILY_SONO] = {"ja-part", FORM_AFTER, COUNTED, "その 其の", FAMILY_ANY, LADDER_NONE},
	[FAMILY_TRAIL] = {"trailing", FORM_TRAIL, COUNTED, "", FAMILY_ANY, LADDER_NONE},
	[FAMILY_NAME_ORDER] = {"zh-named", FORM_TRAIL, COUNTED, "", FAMILY_ANY, LADDER_NONE},
	[FAMILY_LINE] = {"line", FORM_LINE, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_LINE_2] = {"line-2", FORM_LINE, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_UNDERLINE_1] = {"underline-1", FORM_UNDERLINE, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_UNDERLINE_2] = {"underline-2", FORM_UNDERLINE, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_UNDERLINE_3] = {"underline-3", FORM_UNDERLINE, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_SYMBOL_1] = {"symbol-1", FORM_SYMBOL, 0, "■ □ ▣ ◆ ◇ ❖", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_SYMBOL_2] = {"symbol-2", FORM_SYMBOL, 0, "【 〖", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_SYMBOL_3] = {"symbol-3", FORM_SYMBOL, 0, "● ○ ◎ ◯", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_SYMBOL_4] = {"symbol-4", FORM_SYMBOL, 0, "★ ☆ ▲ △ ▼ ▽ ▶ ▷ ► ※", FAMILY_PLAIN,
			     LADDER_NONE},
	[FAMILY_BARE_ROMAN] = {"bare-roman", FORM_BARE, NUMERAL_ROMAN_UPPER, "", 0, LADDER_NONE},
	[FAMILY_BARE_LETTER] = {"bare-letter", FORM_BARE, NUMERAL_LETTER_UPPER, "", FAMILY_ANY,
				LADDER_NONE},
	[FAMILY_BARE_HAN] = {"bare-han", FORM_BARE, NUMERAL_HAN, "", 0, LADDER_NONE},
	[FAMILY_BARE_DIGIT] = {"bare-digit", FORM_BARE, NUMERAL_DIGITS, "", 0, LADDER_NONE},
	[FAMILY_FINANCIAL_MARK] = {"zh-0", FORM_MARK, NUMERAL_FINANCIAL, "、 ． . ， ,",
				   FAMILY_RUN_IN | FAMILY_BLANK, LADDER_NONE},
	[FAMILY_DAI] = {"ja-1", FORM_UNIT, COUNTED, "", FAMILY_RUN_IN, LADDER_NONE},
	[FAMILY_HAN_MARK] = {"zh-1", FORM_MARK, NUMERAL_HAN, "、 ． . ， ,",
			     FAMILY_RUN_IN | FAMILY_BLANK, LADDER_NONE},
	[FAMILY_HAN_BRACKET] = {"zh-2", FORM_BRACKET, NUMERAL_HAN | NUMERAL_HAN_BRACKETED, "",
				FAMILY_RUN_IN, LADDER_NONE},
	[FAMILY_WORD_MARK] = {"ordinal", FORM_MARK, NUMERAL_WORD, ". : –", FAMILY_ANY, LADDER_NONE},
	[FAMILY_ROMAN_MARK] = {"roman", FORM_MARK, NUMERAL_ROMAN_UPPER, ". ． 、",
			       FAMILY_LIST | FAMILY_BLANK, LADDER_NONE},
	[FAMILY_LETTER_MARK] = {"letter", FORM_MARK, NUMERAL_LETTER_UPPER, ". ． 、",
				FAMILY_LIST | FAMILY_BLANK, LADDER_NONE},
	[FAMILY_DIGIT_MARK] = {"decimal-1", FORM_MARK, NUMERAL_DIGITS | NUMERAL_STOPPED, ". ． 、",
			       FAMILY_RUN_IN | FAMILY_LIST, LADDER_DECIMAL},
	/* 1. within 1., by its column */
	[FAMILY_DIGIT_INNER] = {"decimal-1-inner", FORM_MARKUP, NUMERAL_DIGITS, "",
				FAMILY_RUN_IN | FAMILY_LIST, LADDER_DECIMAL},
	[FAMILY_DIGIT_SPACE] = {"digit", FORM_SPACE, NUMERAL_DIGITS, "",
				FAMILY_RUN_IN | FAMILY_LIST, LADDER_DECIMAL},
	[FAMILY_DECIMAL_2] = {"decimal-2", FORM_DECIMAL, NUMERAL_DIGITS, "", FAMILY_RUN_IN,
			      LADDER_DECIMAL},
	[FAMILY_DECIMAL_3] = {"decimal-3", FORM_DECIMAL, NUMERAL_DIGITS, "", FAMILY_RUN_IN,
			      LADDER_DECIMAL},
	[FAMILY_DECIMAL_4] = {"decimal-4", FORM_DECIMAL, NUMERAL_DIGITS, "", FAMILY_RUN_IN,
			      LADDER_DECIMAL},
	[FAMILY_DECIMAL_5] = {"decimal-5", FORM_DECIMAL, NUMERAL_DIGITS, "", FAMILY_RUN_IN,
			      LADDER_DECIMAL},
	[FAMILY_HANGUL_MARK] = {"ko-2", FORM_MARK, NUMERAL_HANGUL, ". ．", FAMILY_RUN_IN,
				LADDER_NONE},
	[FAMILY_DIGIT_HALF] = {"digit-half", FORM_BRACKET, NUMERAL_DIGITS, "",
			       FAMILY_RUN_IN | FAMILY_LIST | FAMILY_HALF, LADDER_NONE},
	[FAMILY_HANGUL_HALF] = {"ko-4", FORM_BRACKET, NUMERAL_HANGUL, "",
				FAMILY_RUN_IN | FAMILY_HALF, LADDER_NONE},
	[FAMILY_DIGIT_BRACKET] = {"zh-4", FORM_BRACKET, NUMERAL_DIGITS | NUMERAL_BRACKETED, "",
				  FAMILY_RUN_IN | FAMILY_LIST, LADDER_NONE},
	[FAMILY_HANGUL_BRACKET] = {"ko-6", FORM_BRACKET, NUMERAL_HANGUL | NUMERAL_HANGUL_BRACKETED,
				   "", FAMILY_RUN_IN, LADDER_NONE},
	[FAMILY_STEM_MARK] = {"stem", FORM_MARK, NUMERAL_STEM, "、 ． .", FAMILY_RUN_IN,
			      LADDER_NONE},
	[FAMILY_STEM_BRACKET] = {"stem-2", FORM_BRACKET, NUMERAL_STEM, "", FAMILY_RUN_IN,
				 LADDER_NONE},
	[FAMILY_SIGN] = {"zh-5", FORM_SIGN, NUMERAL_CIRCLED, "", FAMILY_RUN_IN | FAMILY_LIST,
			 LADDER_NONE},
	[FAMILY_HANGUL_SIGN] = {"ko-8", FORM_SIGN, NUMERAL_HANGUL_CIRCLED, "",
				FAMILY_RUN_IN | FAMILY_LIST, LADDER_NONE},
	[FAMILY_KANA_MARK] = {"ja-4", FORM_MARK, NUMERAL_KANA, ". ． 、",
			      FAMILY_RUN_IN | FAMILY_LIST | FAMILY_BLANK, LADDER_NONE},
	[FAMILY_IROHA_MARK] = {"ja-iroha", FORM_MARK, NUMERAL_IROHA, ". ． 、",
			       FAMILY_RUN_IN | FAMILY_LIST | FAMILY_BLANK, LADDER_NONE},
	[FAMILY_KANA_BRACKET] = {"ja-5", FORM_BRACKET, NUMERAL_KANA, "",
				 FAMILY_RUN_IN | FAMILY_LIST, LADDER_NONE},
	[FAMILY_IROHA_BRACKET] = {"ja-iroha-2", FORM_BRACKET, NUMERAL_IROHA, "",
				  FAMILY_RUN_IN | FAMILY_LIST, LADDER_NONE},
	[FAMILY_LETTER_BRACKET] = {"letter-bracket", FORM_BRACKET, NUMERAL_LETTER_UPPER, "",
				   FAMILY_LIST, LADDER_NONE},
	[FAMILY_LETTER_LOW_MARK] = {"letter-low", FORM_MARK, NUMERAL_LETTER_LOWER, ". ． 、",
				    FAMILY_LIST | FAMILY_BLANK, LADDER_NONE},
	[FAMILY_LETTER_LOW_BRACKET] = {"letter-low-bracket", FORM_BRACKET, NUMERAL_LETTER_LOWER, "",
				       FAMILY_LIST, LADDER_NONE},
	[FAMILY_LETTER_HALF] = {"letter-half", FORM_BRACKET, NUMERAL_LETTER, "",
				FAMILY_LIST | FAMILY_HALF, LADDER_NONE},
	[FAMILY_ROMAN_LOW_MARK] = {"roman-low", FORM_MARK, NUMERAL_ROMAN_LOWER, ". ． 、",
				   FAMILY_LIST, LADDER_NONE},
	[FAMILY_ROMAN_LOW_BRACKET] = {"roman-low-bracket", FORM_BRACKET, NUMERAL_ROMAN_LOWER, "",
				      FAMILY_LIST, LADDER_NONE},
	[FAMILY_ROMAN_HALF] = {"roman-half", FORM_BRACKET, NUMERAL_ROMAN_LOWER, "",
			       FAMILY_LIST | FAMILY_HALF, LADDER_NONE},
	[FAMILY_ASKED] = {"asked", FORM_ASKED, 0, "", FAMILY_PLAIN, LADDER_NONE},
	[FAMILY_POINT_IS] = {"point-is", FORM_POINT, NUMERAL_HAN, "是", 0, LADDER_NONE},
	[FAMILY_POINT_MUST] = {"point-must", FORM_POINT, NUMERAL_HAN, "要", 0, LADDER_NONE},
	[FAMILY_POINT_OF] = {"point-of", FORM_POINT, NUMERAL_HAN, "其", 0, LADDER_NONE},
	[FAMILY_POINT_FIRST] = {"point-first", FORM_POINT, 0, "首先 其次 再次 最后 最後", 0,
				LADDER_NONE},
	[FAMILY_POINT_ORDER] = {"point-order", FORM_POINT, NUMERAL_HAN, "第", 0, LADDER_NONE},
};

const struct family *family_at(unsigned family)
{
	assert(family < FAMILY_COUNT);
	return &families[family];
}

const char *family_name(unsigned family)
{
	return family_at(family)->name;
}

int family_is_named(unsigned family)
{
	return family_at(family)->form == FORM_ALONE || family == FAMILY_EXTRA ||
	       family == FAMILY_ENTRY;
}

int family_is_look(unsigned family)
{
	enum family_form form = family_at(family)->form;

	return form == FORM_SYMBOL || form == FORM_CAPS || form == FORM_UNDERLINE ||
	       form == FORM_BOLD || form == FORM_ASKED;
}

unsigned family_alternate(unsigned family)
{
	static const struct {
		uint8_t from, to;
	} rows[] = {
		{FAMILY_ROMAN_MARK, FAMILY_LETTER_MARK},
		{FAMILY_LETTER_MARK, FAMILY_ROMAN_MARK},
		{FAMILY_BARE_ROMAN, FAMILY_BARE_LETTER},
		{FAMILY_BARE_HAN, FAMILY_HAN_MARK}, /* 一　川の話, and then 二 alone */
		{FAMILY_LETTER_LOW_MARK, FAMILY_ROMAN_LOW_MARK},
		{FAMILY_LETTER_LOW_BRACKET, FAMILY_ROMAN_LOW_BRACKET},
		{FAMILY_LETTER_HALF, FAMILY_ROMAN_HALF},
		{FAMILY_KANA_MARK, FAMILY_IROHA_MARK},
		{FAMILY_KANA_BRACKET, FAMILY_IROHA_BRACKET},
		{FAMILY_HAN_MARK, FAMILY_IROHA_MARK}, /* ニ、 may be a misread 二、 */
	};

	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].from == family)
			return rows[i].to;
	return family;
}
