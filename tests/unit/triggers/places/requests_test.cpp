#include "server/triggers/places/requests.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::triggers {
namespace {

using std::chrono::seconds;

constexpr util::EpochMillis kNow = 1'700'000'000'000;

Invocation Of(const std::string& function_arn) {
  return {.source = "PreSignUp_SignUp", .user_pool_id = "us-east-1_a", .client_id = "c", .function_arn = function_arn, .event = "{}"};
}

std::string Address(const http::FetchRequest& request) { return request.url.Origin() + request.url.target; }

std::string LambdaAddress(const std::string& endpoint, const std::string& function_arn) {
  return Address(RequestToLambda(http::ParseUrl(endpoint).value(), Of(function_arn), seconds(5), kNow));
}

const std::string kArn = "arn:aws:lambda:eu-west-1:123456789012:function:pre-sign-up";

TEST(RequestToLambda, NamesTheFunctionInThePath) {
  for (const std::string endpoint : {"http://127.0.0.1:3002", "http://127.0.0.1:3002/"}) {
    EXPECT_EQ(LambdaAddress(endpoint, kArn), "http://127.0.0.1:3002/2015-03-31/functions/pre-sign-up/invocations");
  }
  EXPECT_EQ(LambdaAddress("http://localstack/base/", kArn), "http://localstack/base/2015-03-31/functions/pre-sign-up/invocations");
}

TEST(RequestToLambda, AsksForTheQualifierOfTheArn) {
  EXPECT_EQ(LambdaAddress("http://127.0.0.1:3002", kArn + ":live"),
            "http://127.0.0.1:3002/2015-03-31/functions/pre-sign-up/invocations?Qualifier=live");
}

TEST(RequestToLambda, LeavesAnAddressThatNamesAFunctionAsItIs) {
  const std::string emulator = "http://127.0.0.1:9000/2015-03-31/functions/function/invocations";
  EXPECT_EQ(LambdaAddress(emulator, kArn), emulator);
}

TEST(RequestToLambda, EscapesWhatIsNoName) {
  EXPECT_EQ(LambdaAddress("http://127.0.0.1:3002", "arn:aws:lambda:eu-west-1:123456789012:function:a/../b@c?d"),
            "http://127.0.0.1:3002/2015-03-31/functions/a%2F..%2Fb%40c%3Fd/invocations");
  EXPECT_EQ(LambdaAddress("http://127.0.0.1:3002", "arn:aws:sqs:eu-west-1:123456789012:queue"),
            "http://127.0.0.1:3002/2015-03-31/functions/arn%3Aaws%3Asqs%3Aeu-west-1%3A123456789012%3Aqueue/invocations");
}

TEST(RequestToLambda, IsSignedForTheAccountAndRegionOfTheArn) {
  const http::FetchRequest request = RequestToLambda(http::ParseUrl("http://127.0.0.1:3002").value(), Of(kArn), seconds(5), kNow);
  const std::string authorization(request.secret_headers.Find("Authorization").value_or(""));
  EXPECT_TRUE(authorization.starts_with("AWS4-HMAC-SHA256 Credential=123456789012/20231114/eu-west-1/lambda/aws4_request, "))
      << authorization;
  EXPECT_EQ(request.headers.Find("X-Amz-Date"), "20231114T221320Z");
}

TEST(RequestToLambda, SaysWhetherTheAnswerIsWaitedFor) {
  Invocation invocation = Of(kArn);
  const http::Url endpoint = http::ParseUrl("http://127.0.0.1:3002").value();
  EXPECT_EQ(RequestToLambda(endpoint, invocation, seconds(5), kNow).headers.Find("X-Amz-Invocation-Type"), "RequestResponse");
  invocation.is_asynchronous = true;
  EXPECT_EQ(RequestToLambda(endpoint, invocation, seconds(5), kNow).headers.Find("X-Amz-Invocation-Type"), "Event");
}

TEST(Requests, PostTheEventAsItIsWithinTheirBounds) {
  Invocation invocation = Of(kArn);
  invocation.event = R"({"version":"1"})";
  const http::Url url = http::ParseUrl("http://127.0.0.1:8080/hook?key=1").value();
  for (const http::FetchRequest& request :
       {RequestToWebhook(url, invocation, seconds(7)), RequestToLambda(url, invocation, seconds(7), kNow)}) {
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.body, invocation.event);
    EXPECT_EQ(request.headers.Find("Content-Type"), "application/json");
    EXPECT_EQ(request.times.whole, seconds(7));
    EXPECT_EQ(request.times.first_byte, seconds(7));
    EXPECT_EQ(request.max_redirects, 0);
    EXPECT_EQ(request.max_body_bytes, 6'291'556U);
    EXPECT_FALSE(request.capped);
  }
  EXPECT_EQ(Address(RequestToWebhook(url, invocation, seconds(7))), "http://127.0.0.1:8080/hook?key=1");
}

}  // namespace
}  // namespace rockpool::triggers
