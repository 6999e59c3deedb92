#include "server/http/beast/response_head.h"

#include <gtest/gtest.h>

namespace rockpool::http::beast {
namespace {

TEST(ResponseHead, WritesStatusHeadersDateAndLength) {
  Response response;
  response.status = 404;
  response.headers.Add("Content-Type", "text/plain");
  response.body = "four";
  EXPECT_EQ(ResponseHead(response, Connection::kDefault, "today"),
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nDate: today\r\nContent-Length: 4\r\n\r\n");
}

TEST(ResponseHead, WritesTheLengthOfAnEmptyBodyToo) {
  EXPECT_NE(ResponseHead({}, Connection::kDefault, "today").find("Content-Length: 0\r\n"), std::string::npos);
}

TEST(ResponseHead, SaysWhatBecomesOfTheConnection) {
  EXPECT_EQ(ResponseHead({}, Connection::kDefault, "").find("Connection"), std::string::npos);
  EXPECT_NE(ResponseHead({}, Connection::kKeepAlive, "").find("Connection: keep-alive\r\n"), std::string::npos);
  EXPECT_NE(ResponseHead({}, Connection::kClose, "").find("Connection: close\r\n"), std::string::npos);
}

TEST(ResponseHead, LetsNoValueBeginALineOfItsOwn) {
  Response response;
  response.headers.Add("x-amzn-ErrorMessage", std::string("a\r\nSet-Cookie: b\0c\x7f", 19));
  const std::string head = ResponseHead(response, Connection::kDefault, "today");
  EXPECT_NE(head.find("x-amzn-ErrorMessage: a  Set-Cookie: b c \r\n"), std::string::npos) << head;
}

TEST(ResponseHead, LeavesOutAHeaderWhoseNameIsNone) {
  for (const char* name : {"", "a b", "a:b", "a\r\nb", "\xc3\xa9"}) {
    Response response;
    response.headers.Add(name, "spurious");
    EXPECT_EQ(ResponseHead(response, Connection::kDefault, "today").find("spurious"), std::string::npos) << name;
  }
}

TEST(ResponseHead, WritesAStatusWithoutAKnownReason) {
  Response response;
  response.status = 299;
  EXPECT_TRUE(ResponseHead(response, Connection::kDefault, "today").starts_with("HTTP/1.1 299 \r\n"));
}

TEST(HttpDate, OfNowHasTheLengthOfADate) { EXPECT_EQ(HttpDateOfNow().size(), 29U); }

}  // namespace
}  // namespace rockpool::http::beast
