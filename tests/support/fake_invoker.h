// The Lambda functions of a test's pools: they answer as told, and remember what they were sent.
#pragma once

#include <rapidjson/document.h>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/triggers/invoker.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

// Like ,"LambdaConfig":{"PreSignUp":"arn:aws:lambda:us-east-1:123456789012:function:PreSignUp"}, for TestService::CreatePool. A word like
// "PreTokenGeneration:V2_0" asks for a version of it; custom senders get a KMS key.
std::string LambdaMember(const std::vector<std::string>& triggers);

// The triggerSources of calls.
using Sources = std::vector<std::string>;

// Any thread. A function that was told nothing returns the event as it is: it changes nothing.
class FakeInvoker final : public triggers::Invoker {
 public:
  // From now on `service` calls its functions through a new one.
  static std::shared_ptr<FakeInvoker> Of(TestService& service);

  // `source` is a triggerSource ("PreSignUp_SignUp") or a trigger ("PreSignUp"); the former comes first.

  // Returns the event with these members put into its response, like R"({"autoConfirmUser":true})".
  void Respond(const std::string& source, const std::string& members);
  // Returns this text.
  void Return(const std::string& source, const std::string& text);
  // Throws an error of this text: Outcome::Kind::kFunctionError.
  void Throw(const std::string& source, const std::string& error);
  // Cannot be called, for an error of this type: Outcome::Kind::kNotInvoked.
  void Miss(const std::string& source, const std::string& error_type);
  // As --triggers=skip does: no function is called, whatever was told.
  void SkipAll();
  // Does anything, on the thread of the call; also to look what is there while the function runs.
  using Function = std::function<triggers::Outcome(const triggers::Invocation&)>;
  void Do(const std::string& source, Function function);

  triggers::Outcome Invoke(const triggers::Invocation& invocation) noexcept override;
  std::optional<triggers::Outcome> Foresee(const std::string& function_arn) const noexcept override;

  // The triggerSources of all calls, in their order.
  std::vector<std::string> Sources() const;
  // All calls.
  std::vector<triggers::Invocation> Calls() const;
  std::size_t CountOf(std::string_view source) const;
  // The last event of the source, and what is in it at a path like "request.userAttributes.email": texts as they are, else as JSON; "-"
  // where there is nothing. Both fail the test if the function was not called.
  rapidjson::Document EventOf(std::string_view source) const;
  std::string In(std::string_view source, std::string_view path) const;
  void Forget();

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Function, std::less<>> functions_;
  std::vector<triggers::Invocation> calls_;
  bool skips_ = false;
};

// The event with the members of the JSON object `members` put into its response.
std::string WithResponse(const std::string& event, const std::string& members);

}  // namespace rockpool::support
