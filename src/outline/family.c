/* SPDX-License-Identifier: MIT */
#include "outline/family.h"

#include <assert.h>

#include "outline/numeral.h"

#define COUNTED (NUMERAL_DIGITS | NUMERAL_HAN)
#define ENGLISH (NUMERAL_DIGITS | NUMERAL_ROMAN | NUMERAL_WORD)

static const char front_words[] = "序 序章 序言 序幕 前言 引言 引子 楔子 导言 導言 导论 導論 绪论 "
				  "緒論 緒言 绪言 弁言 凡例 目录 目錄 目次 "
				  "总则 總則 附则 附則 附录 附錄 结语 結語 结论 結論 结束语 結束語 "
				  "尾声 尾聲 终章 終章 后记 後記 跋 番外 "
				  "致谢 致謝 参考文献 參考文獻 摘要 编后记 編後記 あとがき "
				  "まえがき はじめに おわりに プロローグ エピローグ "
				  "서문 머리말 부칙 맺음말 "
				  "Preface Foreword Introduction Prologue Epilogue Afterword "
				  "Contents Bibliography Index Appendix "
				  "PREFACE FOREWORD INTRODUCTION PROLOGUE EPILOGUE AFTERWORD "
				  "CONTENTS BIBLIOGRAPHY INDEX APPENDIX";

static const struct family families[FAMILY_COUNT] = {
	[FAMILY_TITLE] = {"title", FORM_TITLE, 0, "", 0, LADDER_NONE},
	[FAMILY_MARKUP_1] = {"markup-1", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_2] = {"markup-2", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_3] = {"markup-3", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_4] = {"markup-4", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_5] = {"markup-5", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_MARKUP_6] = {"markup-6", FORM_MARKUP, 0, "", 0, LADDER_MARKUP},
	[FAMILY_FRONT] = {"front", FORM_ALONE, 0, front_words, FAMILY_TOP, LADDER_NONE},
	[FAMILY_EXTRA] = {"extra", FORM_KEYWORD, COUNTED, "番外篇 番外", FAMILY_TOP, LADDER_NONE},
	[FAMILY_APPENDIX] = {"appendix", FORM_KEYWORD, COUNTED, "附件 附录 附錄 附表", FAMILY_TOP,
			     LADDER_NONE},
	[FAMILY_COLUMN] = {"section", FORM_MARKUP, 0, "", FAMILY_TOP, LADDER_NONE},
	[FAMILY_COLUMN_2] = {"subsection", FORM_MARKUP, 0, "", 0, LADDER_NONE},
	[FAMILY_EN_PART] = {"en-part", FORM_KEYWORD, ENGLISH, "Part PART Volume VOLUME", 0,
			    LADDER_UNIT},
	[FAMILY_EN_BOOK] = {"en-book", FORM_KEYWORD, ENGLISH, "Book BOOK", 0, LADDER_UNIT},
	[FAMILY_EN_CHAPTER] = {"en-chapter", FORM_KEYWORD, ENGLISH, "Chapter CHAPTER", 0,
			       LADDER_UNIT},
	[FAMILY_EN_ARTICLE] = {"en-article", FORM_KEYWORD, ENGLISH, "Article ARTICLE", 0,
			       LADDER_UNIT},
	[FAMILY_EN_SECTION] = {"en-section", FORM_KEYWORD, ENGLISH, "Section SECTION", 0,
			       LADDER_UNIT},
	[FAMILY_BIAN] = {"zh-part", FORM_UNIT, COUNTED, "编 編", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_JUAN] = {"zh-volume", FORM_UNIT, COUNTED, "卷 册 冊 集 辑 輯", FAMILY_ANY,
			 LADDER_UNIT},
	[FAMILY_JUAN_AFTER] = {"zh-scroll", FORM_AFTER, COUNTED, "卷", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_BU] = {"zh-division", FORM_UNIT, COUNTED, "部分 部", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_FENBIAN] = {"zh-subpart", FORM_UNIT, COUNTED, "分编 分編", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_PIAN] = {"zh-essay", FORM_UNIT, COUNTED, "篇", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_ZHANG] = {"zh-chapter", FORM_UNIT, COUNTED, "章", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_HUI] = {"zh-episode", FORM_UNIT, COUNTED, "回 话 話 讲 講 幕", FAMILY_ANY,
			LADDER_UNIT},
	[FAMILY_JIE] = {"zh-section", FORM_UNIT, COUNTED, "节 節", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_KUAN] = {"zh-clause", FORM_UNIT, COUNTED, "款", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_TIAO] = {"zh-article", FORM_UNIT, COUNTED, "条 條", FAMILY_ANY | FAMILY_ARTICLE,
			 LADDER_UNIT},
	[FAMILY_KO_PYEON] = {"ko-part", FORM_UNIT, NUMERAL_DIGITS, "편", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_KO_JANG] = {"ko-chapter", FORM_UNIT, NUMERAL_DIGITS, "장", FAMILY_ANY, LADDER_UNIT},
	[FAMILY_KO_JEOL] = {"ko-section", FORM_UNIT, NUMERAL_DIGITS, "절 관", FAMILY_ANY,
			    LADDER_UNIT},
	[FAMILY_KO_JO] = {"ko-article", FORM_UNIT, NUMERAL_DIGITS, "조",
			  FAMILY_ANY | FAMILY_ARTICLE, LADDER_UNIT},
	[FAMILY_HAN_MARK] = {"zh-1", FORM_MARK, NUMERAL_HAN, "、 ． . ， ,", FAMILY_RUN_IN,
			     LADDER_NONE},
	[FAMILY_HAN_BRACKET] = {"zh-2", FORM_BRACKET, NUMERAL_HAN | NUMERAL_HAN_BRACKETED, "",
				FAMILY_RUN_IN, LADDER_NONE},
	[FAMILY_ROMAN_MARK] = {"roman", FORM_MARK, NUMERAL_ROMAN, ". ． 、", FAMILY_LIST,
			       LADDER_NONE},
	[FAMILY_LETTER_MARK] = {"letter", FORM_MARK, NUMERAL_LETTER, ". ． 、", FAMILY_LIST,
				LADDER_NONE},
	[FAMILY_DIGIT_MARK] = {"decimal-1", FORM_MARK, NUMERAL_DIGITS | NUMERAL_STOPPED, ". ． 、",
			       FAMILY_RUN_IN | FAMILY_LIST, LADDER_DECIMAL},
	[FAMILY_DECIMAL_2] = {"decimal-2", FORM_DECIMAL, NUMERAL_DIGITS, "", 0, LADDER_DECIMAL},
	[FAMILY_DECIMAL_3] = {"decimal-3", FORM_DECIMAL, NUMERAL_DIGITS, "", 0, LADDER_DECIMAL},
	[FAMILY_DECIMAL_4] = {"decimal-4", FORM_DECIMAL, NUMERAL_DIGITS, "", 0, LADDER_DECIMAL},
	[FAMILY_DECIMAL_5] = {"decimal-5", FORM_DECIMAL, NUMERAL_DIGITS, "", 0, LADDER_DECIMAL},
	[FAMILY_HANGUL_MARK] = {"ko-2", FORM_MARK, NUMERAL_HANGUL, ". ．", FAMILY_RUN_IN,
				LADDER_NONE},
	[FAMILY_DIGIT_HALF] = {"digit-half", FORM_BRACKET, NUMERAL_DIGITS, "",
			       FAMILY_RUN_IN | FAMILY_LIST | FAMILY_HALF, LADDER_NONE},
	[FAMILY_HANGUL_HALF] = {"ko-4", FORM_BRACKET, NUMERAL_HANGUL, "",
				FAMILY_RUN_IN | FAMILY_HALF, LADDER_NONE},
	[FAMILY_DIGIT_BRACKET] = {"zh-4", FORM_BRACKET, NUMERAL_DIGITS | NUMERAL_BRACKETED, "",
				  FAMILY_RUN_IN | FAMILY_LIST, LADDER_NONE},
	[FAMILY_HANGUL_BRACKET] = {"ko-6", FORM_BRACKET, NUMERAL_HANGUL, "", FAMILY_RUN_IN,
				   LADDER_NONE},
	[FAMILY_SIGN] = {"zh-5", FORM_SIGN, NUMERAL_CIRCLED, "", FAMILY_RUN_IN | FAMILY_LIST,
			 LADDER_NONE},
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
