#include "server/xml/document.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

namespace rockpool::xml {
namespace {

bool IsRead(const std::string& xml) { return Document::Parse(xml).has_value(); }

std::string Repeated(const std::string& text, std::size_t times) {
  std::string repeated;
  repeated.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

std::string Nested(std::size_t depth) { return Repeated("<a>", depth) + Repeated("</a>", depth); }

// Of the processor, so that a busy machine does not matter.
double SecondsToParse(const std::string& xml) {
  const std::clock_t start = std::clock();
  Document::Parse(xml);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(XmlDocument, GivesElementsAttributesAndText) {
  const auto document = Document::Parse("<r xmlns='urn:r' a='1&amp;2'><c>x</c><o:c xmlns:o='urn:o'/><c>y<d>z</d></c></r>");
  ASSERT_TRUE(document);
  const Element root = document->Root();
  EXPECT_TRUE(root.Is("urn:r", "r"));
  EXPECT_FALSE(root.Is("", "r"));
  EXPECT_FALSE(root.Is("urn:o", "r"));
  EXPECT_EQ(root.Attribute("a"), "1&2");
  EXPECT_EQ(root.Attribute("b"), std::nullopt);
  const std::vector<Element> children = root.Children("urn:r", "c");
  ASSERT_EQ(children.size(), 2u);
  EXPECT_EQ(children[0].Text(), "x");
  EXPECT_EQ(children[1].Text(), "yz");
  EXPECT_EQ(root.Children("urn:o", "c").size(), 1u);
}

TEST(XmlDocument, GivesNoAttributeOfANamespace) {
  const auto document = Document::Parse("<r xmlns:o='urn:o' o:a='1'/>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->Root().Attribute("a"), std::nullopt);
}

TEST(XmlDocument, OutlivesTheTextThatItWasReadFrom) {
  std::optional<Document> document;
  {
    const std::string text = "<r><c>text</c></r>";
    document = Document::Parse(text);
  }
  ASSERT_TRUE(document);
  EXPECT_EQ(document->Root().Text(), "text");
}

TEST(XmlDocument, RefusesWhatIsNotWellFormed) {
  for (const char* xml : {"", " ", "x", "<", "<r>", "<r></s>", "<r/><r/>", "<r a='1' a='2'/>", "<r a=1/>", "<r>&undeclared;</r>", "{}",
                          "<o:r/>", "<r o:a='1'/>", "<r>\x01</r>", "<?xml version='1.0'?>"}) {
    EXPECT_FALSE(IsRead(xml)) << xml;
  }
  EXPECT_FALSE(IsRead(std::string("<r>\0</r>", 9)));
}

TEST(XmlDocument, RefusesBytesThatAreNotUtf8) {
  EXPECT_FALSE(IsRead("<r>\xFF\xFE</r>"));
  EXPECT_FALSE(IsRead("<r a='\xC3('/>"));
  EXPECT_FALSE(IsRead("<r>\xED\xA0\x80</r>"));
  EXPECT_TRUE(IsRead("<r>\xC3\xA4\xF0\x9F\x98\x80</r>"));
}

TEST(XmlDocument, IgnoresTheDeclaredEncoding) {
  const auto document = Document::Parse("<?xml version='1.0' encoding='utf-16'?><r>\xC3\xA4</r>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->Root().Text(), "\xC3\xA4");
  EXPECT_FALSE(IsRead("<?xml version='1.0' encoding='ISO-8859-1'?><r>\xE4</r>"));
}

TEST(XmlDocument, TakesAByteOrderMark) {
  EXPECT_TRUE(IsRead("\xEF\xBB\xBF<r/>"));
  EXPECT_TRUE(IsRead(std::string("\xFF\xFE<\0r\0/\0>\0", 10)));
}

TEST(XmlDocument, RefusesEveryDocumentType) {
  EXPECT_FALSE(IsRead("<!DOCTYPE r><r/>"));
  EXPECT_FALSE(IsRead("<!DOCTYPE r []><r/>"));
  EXPECT_FALSE(IsRead("<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/x.dtd'><r/>"));
  EXPECT_FALSE(IsRead("<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><r>&e;</r>"));
  EXPECT_FALSE(IsRead("<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'> %p;]><r/>"));
  EXPECT_FALSE(IsRead("<!DOCTYPE r [<!ATTLIST r a CDATA 'default'>]><r/>"));
  EXPECT_FALSE(IsRead("\n<!-- first --><!DOCTYPE r><r/>"));
}

TEST(XmlDocument, RefusesAnEntityBombAtOnce) {
  std::string bomb = "<!DOCTYPE r [<!ENTITY e0 'boom'>";
  for (int i = 1; i < 20; ++i) {
    bomb += "<!ENTITY e" + std::to_string(i) + " '" + Repeated("&e" + std::to_string(i - 1) + ";", 10) + "'>";
  }
  bomb += "]><r>&e19;</r>";
  EXPECT_FALSE(IsRead(bomb));
  EXPECT_LT(SecondsToParse(bomb), 0.2);
}

TEST(XmlDocument, RefusesDeepNesting) {
  EXPECT_TRUE(IsRead(Nested(64)));
  EXPECT_FALSE(IsRead(Nested(65)));
  EXPECT_FALSE(IsRead(Nested(100'000)));
}

TEST(XmlDocument, RefusesMoreThanOneMebibyte) {
  const std::string text(kMaxBytes - 7, 'x');
  EXPECT_TRUE(IsRead("<r>" + text + "</r>"));
  EXPECT_FALSE(IsRead("<r>" + text + "x</r>"));
}

TEST(XmlDocument, RefusesTagsAndCommentsThatDoNotEnd) {
  std::string giant_tag = "<r";
  for (int i = 0; giant_tag.size() < kMaxBytes - 20; ++i) giant_tag += " a" + std::to_string(i) + "=''";
  giant_tag += "/>";
  ASSERT_LE(giant_tag.size(), kMaxBytes);
  EXPECT_FALSE(IsRead(giant_tag));
  EXPECT_LT(SecondsToParse(giant_tag), 0.5);
  EXPECT_FALSE(IsRead("<r><!--" + std::string(100'000, 'x') + "--></r>"));
  EXPECT_FALSE(IsRead("<r a='" + std::string(100'000, 'x') + "'/>"));
  EXPECT_FALSE(IsRead("<r><![CDATA[" + std::string(100'000, 'x') + "]]></r>"));
  EXPECT_TRUE(IsRead("<r><!--" + std::string(10'000, 'x') + "--><![CDATA[" + std::string(10'000, 'x') + "]]></r>"));
}

// Well-formed documents of 1 MiB, shaped to make libxml2 2.9 slow.
TEST(XmlDocument, TakesTimeThatGrowsWithTheLengthAlone) {
  std::string many_attributes = "<r>";
  std::string tag = "<a";
  for (int i = 0; i < 1500; ++i) tag += " a" + std::to_string(i) + "=''";
  tag += "/>";
  while (many_attributes.size() + tag.size() < kMaxBytes - 10) many_attributes += tag;
  many_attributes += "</r>";
  EXPECT_TRUE(IsRead(many_attributes));
  EXPECT_LT(SecondsToParse(many_attributes), 5.0);

  std::string many_namespaces;
  int namespaces = 0;
  for (int depth = 0; depth < 60; ++depth) {
    many_namespaces += "<a";
    for (int i = 0; i < 500; ++i) many_namespaces += " xmlns:n" + std::to_string(namespaces++) + "='u'";
    many_namespaces += ">";
  }
  while (many_namespaces.size() < kMaxBytes - 1000) many_namespaces += "<n0:a/>";
  many_namespaces += Repeated("</a>", 60);
  EXPECT_FALSE(IsRead(many_namespaces));
  EXPECT_LT(SecondsToParse(many_namespaces), 1.0);

  std::string allowed_namespaces = "<r";
  for (int i = 0; i < 250; ++i) allowed_namespaces += " xmlns:n" + std::to_string(i) + "='u'";
  allowed_namespaces += ">";
  allowed_namespaces += Repeated("<n0:a/>", kMaxElements - 1);
  allowed_namespaces += "</r>";
  EXPECT_TRUE(IsRead(allowed_namespaces));
  EXPECT_LT(SecondsToParse(allowed_namespaces), 5.0);

  const std::string elements = "<r>" + Repeated("<a/>", kMaxBytes / 4 - 2) + "</r>";
  EXPECT_FALSE(IsRead(elements));
  EXPECT_LT(SecondsToParse(elements), 5.0);
}

TEST(XmlDocument, WritesAnElementWithTheNamespacesThatItNeeds) {
  const auto document = Document::Parse("<r xmlns:p='urn:p' xmlns='urn:r'><p:c a='&lt;&amp;'>x &lt; y<d/></p:c></r>");
  ASSERT_TRUE(document);
  const std::string text = document->Root().Children("urn:p", "c").at(0).Xml();
  const auto again = Document::Parse(text);
  ASSERT_TRUE(again) << text;
  EXPECT_TRUE(again->Root().Is("urn:p", "c"));
  EXPECT_EQ(again->Root().Attribute("a"), "<&");
  EXPECT_EQ(again->Root().Text(), "x < y");
  EXPECT_EQ(again->Root().Children("urn:r", "d").size(), 1U);
  EXPECT_EQ(document->Root().Children("urn:p", "c").size(), 1U);
}

TEST(XmlDocument, HasABoundOnItsElements) {
  EXPECT_TRUE(IsRead("<r>" + Repeated("<a/>", kMaxElements - 1) + "</r>"));
  EXPECT_FALSE(IsRead("<r>" + Repeated("<a/>", kMaxElements) + "</r>"));
}

TEST(XmlText, IsReadAgainAsItWasEscaped) {
  for (const std::string text : {"", "plain", "<a b=\"c\">&amp;'</a>", "]]>", "\t\r\n  x  \r\n", "\xC3\xA4\xF0\x9F\x98\x80", "--><!--"}) {
    const auto document = Document::Parse("<r a=\"" + Escaped(text) + "\">" + Escaped(text) + "</r>");
    ASSERT_TRUE(document) << text;
    EXPECT_EQ(document->Root().Text(), text);
    EXPECT_EQ(document->Root().Attribute("a"), text);
  }
}

TEST(XmlText, HasAReplacementForWhatXmlCannotWrite) {
  EXPECT_EQ(Escaped(std::string_view("a\0b\x1F", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(Escaped("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace rockpool::xml
