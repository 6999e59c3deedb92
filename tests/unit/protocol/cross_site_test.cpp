// What pages of other sites may not call.
#include "server/protocol/cross_site.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/fake_random.h"
#include "tests/support/refusal.h"

namespace rockpool::protocol {
namespace {

const http::TrustedSites kTrusted{{}, {"https://app.example"}};

http::Request From(const std::string& origin) {
  http::Request request;
  request.headers.Add("Host", "127.0.0.1:9229");
  request.headers.Add("Origin", origin);
  return request;
}

std::string Call(const http::Request& request, std::string_view operation) {
  return support::RefusalOf([&] { RefuseForeignPage(request, *api::FindOperation(operation), kTrusted); });
}

TEST(ForeignPageCall, IsRefusedWhereAwsSigns) {
  for (const char* operation : {"DeleteUserPool", "ListUserPools", "AdminGetUser", "DescribeIdentityProvider"}) {
    const std::string refusal =
        std::string("ForbiddenException: AWS signs ") + operation +
        ", so pages of other sites may not call it; start rockpool with --allowed-origins to name this page's origin.";
    EXPECT_EQ(Call(From("https://evil.example"), operation), refusal);
    EXPECT_EQ(Call(From("null"), operation), refusal);
  }
}

TEST(ForeignPageCall, IsAnsweredWhereAwsAnswersBrowsers) {
  for (const char* operation :
       {"InitiateAuth", "SignUp", "RespondToAuthChallenge", "GetUser", "ForgotPassword", "RevokeToken", "GetClientToken"}) {
    EXPECT_EQ(Call(From("https://evil.example"), operation), "accepted") << operation;
  }
}

TEST(ForeignPageCall, IsNoneFromLoopbackFromAllowedOriginsAndWithoutABrowser) {
  EXPECT_EQ(Call(From("http://localhost:3000"), "DeleteUserPool"), "accepted");
  EXPECT_EQ(Call(From("https://app.example"), "DeleteUserPool"), "accepted");
  EXPECT_EQ(Call({}, "DeleteUserPool"), "accepted");
}

class PreflightTest : public ::testing::Test {
 protected:
  bool IsAdmitted(const std::string& origin, const std::string& requested, const std::string& method = "OPTIONS") {
    http::Request request = From(origin);
    request.method = method;
    request.headers.Add("Access-Control-Request-Headers", requested);
    const auto refusal = owner.Admit(request, nullptr);
    if (refusal) {
      EXPECT_EQ(refusal->reason, http::Reason::kForbidden);
    }
    return !refusal;
  }

  support::FakeRandom random;
  ApiOwner owner{random, kTrusted};
};

TEST_F(PreflightTest, OfAForeignPageThatIsAboutToSignIsRefused) {
  for (const char* requested : {"authorization", "content-type,authorization,x-amz-target", "X-Amz-Date", "a, x-amz-security-token"}) {
    EXPECT_FALSE(IsAdmitted("https://evil.example", requested)) << requested;
    EXPECT_FALSE(IsAdmitted("null", requested)) << requested;
    EXPECT_TRUE(IsAdmitted("http://localhost:3000", requested)) << requested;
    EXPECT_TRUE(IsAdmitted("https://app.example", requested)) << requested;
  }
}

TEST_F(PreflightTest, OfAForeignPageThatSignsNothingIsAdmitted) {
  for (const char* requested : {"", "content-type,x-amz-target,x-amz-user-agent,cache-control", "x-authorization", "amz-sdk-request"}) {
    EXPECT_TRUE(IsAdmitted("https://evil.example", requested)) << requested;
  }
}

TEST_F(PreflightTest, IsNoOtherMethod) { EXPECT_TRUE(IsAdmitted("https://evil.example", "authorization", "POST")); }

}  // namespace
}  // namespace rockpool::protocol
