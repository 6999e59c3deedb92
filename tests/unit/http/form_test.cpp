#include "server/http/form.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::http {
namespace {

TEST(ParseForm, DecodesNamesAndValuesInOrder) {
  EXPECT_EQ(ParseForm("client_id=a%2Fb&scope=openid+email&state=%C3%A9%21"),
            (NamedValues{{"client_id", "a/b"}, {"scope", "openid email"}, {"state", "é!"}}));
}

TEST(ParseForm, ReadsNothingAsNoFields) {
  EXPECT_EQ(ParseForm(""), NamedValues{});
  EXPECT_EQ(ParseForm("&&"), NamedValues{});
}

TEST(ParseForm, ReadsANameWithoutAValue) {
  EXPECT_EQ(ParseForm("a&b=&=c&d=e=f"), (NamedValues{{"a", ""}, {"b", ""}, {"", "c"}, {"d", "e=f"}}));
}

TEST(ParseForm, LetsDuplicatesBeSeen) {
  const auto form = ParseForm("a=1&b=2&a=3&A=4");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->Find("a"), "1");
  EXPECT_EQ(form->Count("a"), 2U);
  EXPECT_EQ(form->Count("b"), 1U);
  EXPECT_EQ(form->Count("c"), 0U);
  EXPECT_EQ(form->Find("c"), std::nullopt);
  EXPECT_EQ(form->size(), 4U);
}

class RefusedForm : public ::testing::TestWithParam<std::string> {};

TEST_P(RefusedForm, IsNoForm) { EXPECT_EQ(ParseForm(GetParam()), std::nullopt); }

INSTANTIATE_TEST_SUITE_P(ParseForm, RefusedForm,
                         ::testing::Values("a=%", "a=%2", "a=%zz", "%=a", "a=b&c=%4", "a=%00", "%00=a", "a=%ff", "a=\xff", "a=%C3",
                                           "a=%C0%AF", "a=%ED%A0%80", "a=%F4%90%80%80", std::string("a=\0b", 4)));

TEST(ParseForm, TakesAsMuchAsItsLimitsAndNoMore) {
  FormLimits limits;
  limits.bytes = 7;
  EXPECT_TRUE(ParseForm("a=1&b=2", limits));
  EXPECT_FALSE(ParseForm("a=1&b=22", limits));
  limits.fields = 2;
  EXPECT_TRUE(ParseForm("a&&&b&&", limits));
  EXPECT_FALSE(ParseForm("a&b&c", limits));
}

TEST(EncodeForm, EscapesWhateverIsNotUnreserved) {
  EXPECT_EQ(EncodeForm({{"redirect_uri", "https://a.example/?b=c&d"}, {"s p", "é+~-._"}}),
            "redirect_uri=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d&s%20p=%C3%A9%2B~-._");
  EXPECT_EQ(EncodeForm({}), "");
}

TEST(EncodeForm, WritesABlankAsAPlusSignWhereAskedTo) {
  EXPECT_EQ(EncodeForm({{"a b", "c d+e%20"}}, Blanks::kPlus), "a+b=c+d%2Be%2520");
  EXPECT_EQ(WithQuery("https://a.example/cb?x", {{"a", "b c"}}, Blanks::kPlus), "https://a.example/cb?x&a=b+c");
}

TEST(EncodeForm, IsReadBackAsItWas) {
  const NamedValues fields{{"", ""}, {"a", ""}, {"a", " +%&=#?\r\n\""}, {"\xf0\x9f\x8c\x8a", "ä"}};
  EXPECT_EQ(ParseForm(EncodeForm(fields)), fields);
}

TEST(WithQuery, AddsToTheQueryThatIsThere) {
  const NamedValues code{{"code", "x y"}, {"state", "z"}};
  EXPECT_EQ(WithQuery("https://a.example/cb", code), "https://a.example/cb?code=x%20y&state=z");
  EXPECT_EQ(WithQuery("https://a.example/cb?keep=%41", code), "https://a.example/cb?keep=%41&code=x%20y&state=z");
  EXPECT_EQ(WithQuery("https://a.example/cb?", code), "https://a.example/cb?code=x%20y&state=z");
  EXPECT_EQ(WithQuery("https://a.example/cb?a&", code), "https://a.example/cb?a&code=x%20y&state=z");
  EXPECT_EQ(WithQuery("https://a.example/cb#part?", code), "https://a.example/cb?code=x%20y&state=z#part?");
  EXPECT_EQ(WithQuery("myapp://", code), "myapp://?code=x%20y&state=z");
}

TEST(WithQuery, AddsNothingWhereThereIsNothing) { EXPECT_EQ(WithQuery("https://a.example/cb#x", {}), "https://a.example/cb#x"); }

bool Declares(const std::string& content_type) {
  Headers headers;
  headers.Add("content-type", content_type);
  return DeclaresForm(headers);
}

TEST(DeclaresForm, GoesByTheContentType) {
  EXPECT_TRUE(Declares("application/x-www-form-urlencoded"));
  EXPECT_TRUE(Declares("Application/X-WWW-Form-Urlencoded ; charset=UTF-8"));
  EXPECT_TRUE(Declares("application/x-www-form-urlencoded; charset=\"utf-8\"; x=y"));
  EXPECT_FALSE(Declares("application/x-www-form-urlencoded; charset=iso-8859-1"));
  EXPECT_FALSE(Declares("application/json"));
  EXPECT_FALSE(Declares("application/x-www-form-urlencodedx"));
  EXPECT_FALSE(Declares("text/plain; application/x-www-form-urlencoded"));
  EXPECT_FALSE(Declares(""));
  EXPECT_FALSE(DeclaresForm({}));
}

}  // namespace
}  // namespace rockpool::http
