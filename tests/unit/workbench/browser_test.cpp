// The browser by which a sign-in is walked inside.
#include "server/workbench/browser.h"

#include <gtest/gtest.h>

#include <vector>

namespace rockpool::workbench {
namespace {

TEST(HiddenForms, AreReadWithTheirReferences) {
  const auto form = HiddenFormIn(
      "<p>x</p><form method=\"post\" action=\"http://localhost/a?b=1&amp;c=2\"><input type=\"hidden\" name=\"x\" value=\"&lt;&quot;&#39;"
      "&amp;lt;&gt;\"><input type=\"hidden\" name=\"y\" value=\"\"></form><input type=\"hidden\" name=\"z\" value=\"\">");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->action, "http://localhost/a?b=1&c=2");
  EXPECT_EQ(form->fields, (http::NamedValues{{"x", "<\"'&lt;>"}, {"y", ""}}));
}

TEST(HiddenForms, AreNotWhatAPersonFillsIn) {
  EXPECT_FALSE(HiddenFormIn(""));
  EXPECT_FALSE(HiddenFormIn("<form method=\"post\"><input type=\"hidden\" name=\"once\" value=\"1\"></form>"));
}

TEST(Targets, LeaveOutWhereTheServerIs) {
  EXPECT_EQ(TargetOf("http://localhost:9229/a?b=http://c/d"), "/a?b=http://c/d");
  EXPECT_EQ(TargetOf("/a?b=http://c/d"), "/a?b=http://c/d");
  EXPECT_EQ(TargetOf("https://localhost"), "/");
}

TEST(Browser, KeepsCookiesAndGoesByTheHostOfTheCall) {
  std::vector<http::Request> asked;
  const AskServer ask = [&asked](http::Request request) {
    asked.push_back(std::move(request));
    http::Response response;
    response.headers.Add("Set-Cookie", "a=" + std::to_string(asked.size()) + "; Path=/");
    response.headers.Add("Set-Cookie", "b=x=y; HttpOnly");
    return response;
  };
  http::Request origin;
  origin.headers.Add("Host", "localhost:9229");
  origin.peer = "10.0.0.1";
  Browser browser(ask, origin);
  browser.Get("http://localhost:9229/first?x=1#y");
  browser.Post("/second", {{"f", "a b"}});
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0].path, "/first");
  EXPECT_EQ(asked[0].query, "x=1");
  EXPECT_EQ(asked[0].AskedHost(), "localhost:9229");
  EXPECT_EQ(asked[0].peer, "10.0.0.1");
  EXPECT_FALSE(asked[0].headers.Find("Cookie"));
  EXPECT_EQ(asked[1].headers.Find("Cookie"), "a=1; b=x=y");
  EXPECT_EQ(asked[1].body, "f=a+b");
}

}  // namespace
}  // namespace rockpool::workbench
