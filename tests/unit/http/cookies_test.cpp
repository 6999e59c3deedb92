#include "server/http/cookies.h"

#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace rockpool::http {
namespace {

NamedValues CookiesOf(const std::vector<std::string>& lines) {
  Headers headers;
  headers.Add("Host", "localhost");
  for (const std::string& line : lines) {
    headers.Add("cookie", line);
  }
  return ParseCookies(headers);
}

TEST(ParseCookies, ReadsThemInTheOrderInWhichTheyWereSent) {
  EXPECT_EQ(CookiesOf({"XSRF-TOKEN=a-1; cognito=b/2=="}), (NamedValues{{"XSRF-TOKEN", "a-1"}, {"cognito", "b/2=="}}));
  EXPECT_EQ(CookiesOf({"a=1;b=2;  c = 3 ;", "d="}), (NamedValues{{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", ""}}));
}

TEST(ParseCookies, FindsNoneWhereThereIsNone) {
  EXPECT_EQ(CookiesOf({}), NamedValues{});
  EXPECT_EQ(CookiesOf({""}), NamedValues{});
  EXPECT_EQ(CookiesOf({";;; ;"}), NamedValues{});
}

TEST(ParseCookies, PassesOverWhatOtherApplicationsSendWrongly) {
  EXPECT_EQ(CookiesOf({"flag; a=1; =x; {\"json\":1}=2; j={\"k\": 1}; q=\"half; r=\"a\"b\"; t=\"; s p=1; b=\xc3\xa9; c=3"}),
            (NamedValues{{"a", "1"}, {"c", "3"}}));
  EXPECT_EQ(CookiesOf({std::string("a=1\0; b=2\x7f; c=3", 15)}), (NamedValues{{"c", "3"}}));
}

TEST(ParseCookies, ReadsAValueWithoutItsQuotes) {
  EXPECT_EQ(CookiesOf({"a=\"1\"; b=\"\"; c=2"}), (NamedValues{{"a", "1"}, {"b", ""}, {"c", "2"}}));
}

TEST(ParseCookies, LetsDuplicatesBeSeen) {
  const NamedValues cookies = CookiesOf({"cognito=long; cognito=short; Cognito=other"});
  EXPECT_EQ(cookies.Find("cognito"), "long");
  EXPECT_EQ(cookies.Count("cognito"), 2U);
}

TEST(ParseCookies, LooksAtSoManyAndNoMore) {
  std::string line;
  for (std::size_t i = 0; i < kMaxCookies + 10; ++i) {
    line += "c" + std::to_string(i) + "=1;";
  }
  const NamedValues cookies = CookiesOf({line, "later=1"});
  EXPECT_EQ(cookies.size(), kMaxCookies);
  EXPECT_TRUE(cookies.Find("c255"));
  EXPECT_FALSE(cookies.Find("later"));
}

SetCookie Named(const std::string& name, const std::string& value = "v") {
  SetCookie cookie;
  cookie.name = name;
  cookie.value = value;
  return cookie;
}

TEST(SetCookieHeader, SaysNoMoreThanIsSet) {
  EXPECT_EQ(SetCookieHeader(Named("cognito", "a.b-c")), "cognito=a.b-c; Path=/; HttpOnly; SameSite=Lax");
}

TEST(SetCookieHeader, LeavesOutWhatIsToBeUnsaid) {
  SetCookie cookie = Named("legacy");
  cookie.same_site = SameSite::kUnsaid;
  EXPECT_EQ(SetCookieHeader(cookie), "legacy=v; Path=/; HttpOnly");
}

TEST(SetCookieHeader, SaysAllThatIsSet) {
  SetCookie cookie = Named("XSRF-TOKEN");
  cookie.path = "/login";
  cookie.domain = "auth.example.com";
  cookie.max_age = std::chrono::hours(1);
  cookie.secure = true;
  cookie.http_only = false;
  cookie.same_site = SameSite::kNone;
  EXPECT_EQ(SetCookieHeader(cookie), "XSRF-TOKEN=v; Domain=auth.example.com; Max-Age=3600; Path=/login; Secure; SameSite=None");
  cookie.same_site = SameSite::kStrict;
  cookie.max_age = std::chrono::seconds(0);
  EXPECT_EQ(SetCookieHeader(cookie), "XSRF-TOKEN=v; Domain=auth.example.com; Max-Age=0; Path=/login; Secure; SameSite=Strict");
}

TEST(SetCookieHeader, SaysItAsTheRecordedOnesOfAws) {
  SetCookie cookie = Named("cognito", "H4sI.3");
  cookie.domain = "auth.example.com";
  cookie.max_age = std::chrono::hours(1);
  cookie.expires = 1'700'003'600;
  cookie.is_quoted = true;
  cookie.has_version = true;
  cookie.secure = true;
  EXPECT_EQ(SetCookieHeader(cookie),
            "cognito=\"H4sI.3\"; Version=1; Domain=auth.example.com; Max-Age=3600; Expires=Tue, 14-Nov-2023 23:13:20 GMT; Path=/; Secure; "
            "HttpOnly; SameSite=Lax");
  SetCookie cleared = Named("XSRF-TOKEN", "");
  cleared.expires = 10;
  cleared.is_quoted = true;
  EXPECT_EQ(SetCookieHeader(cleared), "XSRF-TOKEN=\"\"; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/; HttpOnly; SameSite=Lax");
}

TEST(SetCookieHeader, IsReadBackAsItWas) {
  const std::string value = "!#$%&'()*+-./09:<=>?@AZ[]^_`az{|}~";
  const std::string line = SetCookieHeader(Named("n", value));
  EXPECT_EQ(CookiesOf({line.substr(0, line.find(';'))}), (NamedValues{{"n", value}}));
}

struct Refused {
  std::string what;
  std::function<void(SetCookie&)> spoil;
};

void PrintTo(const Refused& value, std::ostream* out) { *out << value.what; }

class RefusedCookie : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedCookie, IsNotSet) {
  SetCookie cookie = Named("n");
  GetParam().spoil(cookie);
  EXPECT_THROW(SetCookieHeader(cookie), std::invalid_argument);
}

INSTANTIATE_TEST_SUITE_P(SetCookieHeader, RefusedCookie,
                         ::testing::Values(Refused{"no name", [](SetCookie& c) { c.name = ""; }},
                                           Refused{"a name with =", [](SetCookie& c) { c.name = "a=b"; }},
                                           Refused{"a line break in the name", [](SetCookie& c) { c.name = "a\r\nX: y"; }},
                                           Refused{"a line break in the value", [](SetCookie& c) { c.value = "a\r\nX: y"; }},
                                           Refused{"a semicolon in the value", [](SetCookie& c) { c.value = "a; Domain=example.com"; }},
                                           Refused{"a space in the value", [](SetCookie& c) { c.value = "a b"; }},
                                           Refused{"a comma in the value", [](SetCookie& c) { c.value = "a,b"; }},
                                           Refused{"a NUL in the value", [](SetCookie& c) { c.value = std::string("a\0b", 3); }},
                                           Refused{"bytes beyond ASCII", [](SetCookie& c) { c.value = "\xc3\xa9"; }},
                                           Refused{"a relative path", [](SetCookie& c) { c.path = "x"; }},
                                           Refused{"no path", [](SetCookie& c) { c.path = ""; }},
                                           Refused{"a semicolon in the path", [](SetCookie& c) { c.path = "/;Secure"; }},
                                           Refused{"a line break in the path", [](SetCookie& c) { c.path = "/\r\n"; }},
                                           Refused{"a strange domain", [](SetCookie& c) { c.domain = "a.example; Secure"; }},
                                           Refused{"an age below zero", [](SetCookie& c) { c.max_age = std::chrono::seconds(-1); }},
                                           Refused{"SameSite=None without Secure", [](SetCookie& c) { c.same_site = SameSite::kNone; }},
                                           Refused{"__Secure- without Secure", [](SetCookie& c) { c.name = "__Secure-n"; }},
                                           Refused{"__Host- without Secure", [](SetCookie& c) { c.name = "__Host-n"; }},
                                           Refused{"__Host- of a path",
                                                   [](SetCookie& c) {
                                                     c.name = "__Host-n";
                                                     c.secure = true;
                                                     c.path = "/x";
                                                   }},
                                           Refused{"__Host- of a domain", [](SetCookie& c) {
                                                     c.name = "__Host-n";
                                                     c.secure = true;
                                                     c.domain = "a.example";
                                                   }}));

TEST(SetCookieHeader, SetsNamesThatKeepTheirPromise) {
  SetCookie cookie = Named("__Host-n");
  cookie.secure = true;
  EXPECT_EQ(SetCookieHeader(cookie), "__Host-n=v; Path=/; Secure; HttpOnly; SameSite=Lax");
  cookie.name = "__Secure-n";
  cookie.domain = "a.example";
  EXPECT_EQ(SetCookieHeader(cookie), "__Secure-n=v; Domain=a.example; Path=/; Secure; HttpOnly; SameSite=Lax");
}

}  // namespace
}  // namespace rockpool::http
