// A pool whose functions a test answers for.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/operations/sign_up/sign_up_pool.h"
#include "tests/support/fake_invoker.h"

namespace rockpool::support {

// CustomMessage may write e-mails where the pool sends them by an account of its own.
inline constexpr const char* kSendsItself = R"(,"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER",)"
                                            R"("SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";
inline constexpr const char* kMetadata = R"("ClientMetadata":{"from":"test"})";
inline constexpr const char* kOwnWords = R"({"emailMessage":"Say {####}!","emailSubject":"Say it","smsMessage":"Text {####}!"})";
inline constexpr const char* kUnrecognizable = "InvalidLambdaResponseException: Unrecognizable lambda output";

inline std::string Refused(std::string_view trigger, std::string_view text) {
  return "UserLambdaValidationException: " + std::string(trigger) + " failed with error " + std::string(text) + ".";
}

class TriggeredTest : public testing::Test {
 protected:
  // `kind` with these functions.
  SignUpPool PoolWith(const std::vector<std::string>& triggers, PoolKind kind = {}) {
    kind.pool += LambdaMember(triggers);
    return SignUpPool(service, kind);
  }
  bool Exists(const SignUpPool& pool, std::string_view username) const {
    return OutcomeOf(pool.Call("AdminGetUser", TextMember("Username", username))) == kOk;
  }

  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
};

}  // namespace rockpool::support
