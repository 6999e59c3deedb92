#include "server/http/beast/request_text.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::http::beast {
namespace {

FetchRequest RequestFor(const std::string& url) {
  FetchRequest request;
  request.url = *ParseUrl(url);
  return request;
}

std::string TextOf(const FetchRequest& request) { return RequestText(request, request.url); }

std::string RefusalOf(const FetchRequest& request) {
  try {
    return "sent: " + TextOf(request);
  } catch (const FetchError& error) {
    return error.what();
  }
}

TEST(RequestText, IsAPlainGetByDefault) {
  EXPECT_EQ(TextOf(RequestFor("https://idp.example.com/a?b=c")),
            "GET /a?b=c HTTP/1.1\r\nHost: idp.example.com\r\nUser-Agent: rockpool\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
            "Connection: close\r\n\r\n");
}

TEST(RequestText, NamesAnIpv6HostInBracketsAndAPortOfItsOwn) {
  EXPECT_NE(TextOf(RequestFor("https://[::1]:8443/")).find("\r\nHost: [::1]:8443\r\n"), std::string::npos);
}

TEST(RequestText, IsForTheAddressOfARedirect) {
  const FetchRequest request = RequestFor("http://first/a");
  EXPECT_TRUE(RequestText(request, *ParseUrl("http://second/b")).starts_with("GET /b HTTP/1.1\r\nHost: second\r\n"));
}

TEST(RequestText, SaysTheLengthOfABodyAndOfNoneWhereOneIsExpected) {
  FetchRequest request = RequestFor("http://host/");
  EXPECT_EQ(TextOf(request).find("Content-Length"), std::string::npos);
  request.method = "POST";
  EXPECT_TRUE(TextOf(request).ends_with("\r\nContent-Length: 0\r\n\r\n"));
  request.body = std::string("a\0b", 3);
  EXPECT_TRUE(TextOf(request).ends_with(std::string("\r\nContent-Length: 3\r\n\r\na\0b", 26)));
}

TEST(RequestText, LeavesWhatTheCallerSaysOfItself) {
  FetchRequest request = RequestFor("http://host/");
  request.headers.Add("user-agent", "Mine/1");
  request.headers.Add("ACCEPT", "text/xml");
  const std::string text = TextOf(request);
  EXPECT_EQ(text.find("rockpool"), std::string::npos);
  EXPECT_EQ(text.find("*/*"), std::string::npos);
}

class HeaderOfTheClient : public ::testing::TestWithParam<std::string> {};

TEST_P(HeaderOfTheClient, IsNotTheCallers) {
  FetchRequest request = RequestFor("http://host/");
  request.headers.Add(GetParam(), "x");
  EXPECT_EQ(RefusalOf(request), "the request has a header that cannot be sent, " + GetParam());
  request = RequestFor("http://host/");
  request.secret_headers.Add(GetParam(), "x");
  EXPECT_EQ(RefusalOf(request), "the request has a header that cannot be sent, " + GetParam());
}

INSTANTIATE_TEST_SUITE_P(RequestText, HeaderOfTheClient,
                         ::testing::Values("Host", "host", "Content-Length", "Transfer-Encoding", "Connection", "Expect", "Upgrade", "TE",
                                           "Accept-Encoding", "Cookie", "cookie"));

TEST(RequestText, RefusesValuesThatWouldBeginAHeaderOfTheirOwn) {
  for (const std::string& value : {std::string("a\r\nX: y"), std::string("a\nb"), std::string("a\r"), std::string("a\0b", 3),
                                   std::string("\x1b"), std::string("\x7f")}) {
    FetchRequest request = RequestFor("http://host/");
    request.headers.Add("X-Value", value);
    EXPECT_EQ(RefusalOf(request), "the request has a header that cannot be sent, X-Value");
  }
  FetchRequest request = RequestFor("http://host/");
  request.headers.Add("X-Value", "tab\t and \xc3\xa9");
  EXPECT_NE(TextOf(request).find("\r\nX-Value: tab\t and \xc3\xa9\r\n"), std::string::npos);
}

TEST(RequestText, RefusesNamesThatAreNoTokens) {
  for (const std::string& name : {std::string(), std::string("a b"), std::string("a:"), std::string("a\r\nb"), std::string("\xc3\xa9")}) {
    FetchRequest request = RequestFor("http://host/");
    request.headers.Add(name, "x");
    EXPECT_EQ(RefusalOf(request), "the request has a header whose name cannot be sent");
  }
}

TEST(RequestText, RefusesMethodsThatAreNoneOrTunnel) {
  for (const char* method : {"", "GET /x HTTP/1.1\r\nX:", "G T", "CONNECT"}) {
    FetchRequest request = RequestFor("http://host/");
    request.method = method;
    EXPECT_EQ(RefusalOf(request), "the request has a method that cannot be sent") << method;
  }
}

TEST(RequestText, RefusesAnAddressThatWasNotParsed) {
  FetchRequest request = RequestFor("http://host/");
  request.url.target = "/ HTTP/1.1\r\nX: y";
  EXPECT_EQ(RefusalOf(request), "the request has an address that cannot be sent");
  request.url.target = "x";
  EXPECT_EQ(RefusalOf(request), "the request has an address that cannot be sent");
  request.url = {false, "host\r\nX: y", 80, "/"};
  EXPECT_EQ(RefusalOf(request), "the request has an address that cannot be sent");
}

TEST(MayFollowRedirects, HoldsWhereNothingIsForTheFirstAddressAlone) {
  FetchRequest request = RequestFor("http://host/");
  request.headers.Add("Accept", "x");
  EXPECT_TRUE(MayFollowRedirects(request));
  request.method = "HEAD";
  EXPECT_TRUE(MayFollowRedirects(request));
  request.headers.Add("Proxy-authorization", "x");
  EXPECT_FALSE(MayFollowRedirects(request));
  request = RequestFor("http://host/");
  request.method = "get";  // methods are case-sensitive, and who knows what this one does
  EXPECT_FALSE(MayFollowRedirects(request));
}

}  // namespace
}  // namespace rockpool::http::beast
