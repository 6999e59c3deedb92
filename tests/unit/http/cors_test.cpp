#include "server/http/cors.h"

#include <gtest/gtest.h>

namespace rockpool::http {
namespace {

Response PreflightFor(const std::string& requested) {
  Headers headers;
  headers.Add("Access-Control-Request-Headers", requested);
  return PreflightResponse(headers, "POST");
}

TEST(Preflight, AllowsTheHeadersThatAreAskedFor) {
  const std::string asked = "content-type, x-amz-target,x-amz-user-agent";
  const Response response = PreflightFor(asked);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Headers"), asked);
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Methods"), "POST");
  EXPECT_EQ(response.headers.Find("Access-Control-Max-Age"), "172800");
}

TEST(Preflight, AllowsNoHeaderWhenNoneIsAskedFor) {
  EXPECT_FALSE(PreflightResponse({}, "POST").headers.Find("Access-Control-Allow-Headers"));
}

TEST(Preflight, AllowsNoHeaderWhenWhatIsAskedForIsNoListOfNames) {
  for (const char* bad : {"a: b", "a\tb", "<script>", "a\r\nSet-Cookie: b", "\xc3\xa9", "a;b"}) {
    EXPECT_FALSE(PreflightFor(bad).headers.Find("Access-Control-Allow-Headers")) << bad;
  }
}

TEST(Preflight, BoundsWhatIsEchoed) {
  EXPECT_TRUE(PreflightFor(std::string(4096, 'a')).headers.Find("Access-Control-Allow-Headers"));
  EXPECT_FALSE(PreflightFor(std::string(4097, 'a')).headers.Find("Access-Control-Allow-Headers"));
}

TEST(AddCorsHeaders, LetsAnyPageReadTheAnswerAndTheHeadersOfTheList) {
  Response response;
  AddCorsHeaders(response, "X-Request,Date");
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(response.headers.Find("Access-Control-Expose-Headers"), "X-Request,Date");
}

TEST(AddCorsHeaders, ListsNoHeaderWhereThereIsNone) {
  Response response;
  AddCorsHeaders(response, "");
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Origin"), "*");
  EXPECT_FALSE(response.headers.Find("Access-Control-Expose-Headers"));
}

}  // namespace
}  // namespace rockpool::http
