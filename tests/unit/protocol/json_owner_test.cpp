#include "server/protocol/json_owner.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/fake_random.h"

namespace rockpool::protocol {
namespace {

using http::Reason;

struct Worded {
  Reason reason;
  int status;
  std::string type;
};

class JsonOwnerTest : public testing::TestWithParam<Worded> {
 protected:
  support::FakeRandom random;
  JsonOwner owner{random};
};

TEST_P(JsonOwnerTest, RefusesAsTheSdksReadIt) {
  const auto& [reason, status, type] = GetParam();
  const http::Response response = owner.Refuse({}, {reason, "Not so."});
  EXPECT_EQ(response.status, status);
  EXPECT_EQ(response.body, R"({"__type":")" + type + R"(","message":"Not so."})");
  EXPECT_EQ(response.headers.Find("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(response.headers.Find("x-amzn-ErrorType"), type + ":");
  EXPECT_EQ(response.headers.Find("x-amzn-ErrorMessage"), "Not so.");
  EXPECT_EQ(response.headers.Find("x-amzn-RequestId")->size(), 36U);
}

INSTANTIATE_TEST_SUITE_P(
    Reasons, JsonOwnerTest,
    testing::Values(Worded{Reason::kNotHttp, 400, "BadRequestException"}, Worded{Reason::kTimedOut, 408, "RequestTimeoutException"},
                    Worded{Reason::kHeadersTooLarge, 431, "RequestHeaderFieldsTooLargeException"},
                    Worded{Reason::kBodyTooLarge, 413, "RequestEntityTooLargeException"},
                    Worded{Reason::kNoRoom, 503, "ServiceUnavailableException"}, Worded{Reason::kNoThread, 400, "TooManyRequestsException"},
                    Worded{Reason::kNotKept, 500, "InternalErrorException"}, Worded{Reason::kUnknownPath, 404, "UnknownOperationException"},
                    Worded{Reason::kUnknownMethod, 405, "UnknownOperationException"}, Worded{Reason::kForbidden, 403, "ForbiddenException"},
                    Worded{Reason::kInvalid, 400, "InvalidParameterException"}),
    [](const auto& worded) { return worded.param.type + std::to_string(worded.param.status); });

TEST(JsonOwner, LetsPagesReadTheHeadersOfErrors) {
  support::FakeRandom random;
  const JsonOwner owner(random);
  EXPECT_EQ(owner.cors(), http::Cors::kAnyOrigin);
  EXPECT_EQ(owner.ExposedHeaders(), "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date");
}

}  // namespace
}  // namespace rockpool::protocol
