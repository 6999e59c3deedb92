#include "server/protocol/faults.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/protocol/call.h"
#include "server/util/strings.h"

namespace rockpool::protocol {
namespace {

struct Text {
  std::string_view error;
  std::string_view message;
};

// Assumed, but for the first one, which is what Cognito says when it throttles: texts of AWS vary with the cause.
constexpr auto kTexts = std::to_array<Text>({
    {"TooManyRequestsException", "Rate exceeded"},
    {"ConcurrentModificationException", "Two or more modifications are happening concurrently."},
    {"InternalErrorException", "Internal server error."},
    {"InternalServerException", "Internal server error."},
    {"InvalidParameterException", "Invalid parameter."},
    {"LimitExceededException", "The limit for the resource is exceeded."},
    {"NotAuthorizedException", "The caller is not authorized."},
    {"ResourceNotFoundException", "The resource does not exist."},
    {"UnsupportedIdentityProviderException", "The identity provider is not supported."},
});

std::string DefaultText(std::string_view error) {
  const auto known = std::ranges::find(kTexts, error, &Text::error);
  return known != kTexts.end() ? std::string(known->message) : std::string(error) + " was asked for by a fault.";
}

[[noreturn]] void Refuse(const std::string& message) { throw api::InvalidParameterException(message); }

const api::Operation& OperationOf(const Fault& fault) {
  const api::Operation* operation = api::FindOperation(fault.operation);
  if (operation == nullptr) {
    Refuse("operation must be the name of an operation of cognito-idp, such as UpdateIdentityProvider.");
  }
  return *operation;
}

void CheckError(const api::Operation& operation, const Fault& fault) {
  if (std::ranges::find(operation.errors, fault.error) == operation.errors.end()) {
    Refuse("error must be one that the model declares for " + fault.operation + ": " + util::Join(operation.errors, ", ") + ".");
  }
  if (fault.message && fault.message->size() > Faults::kMaxMessageBytes) {
    Refuse("message must have at most " + std::to_string(Faults::kMaxMessageBytes) + " bytes.");
  }
}

void Check(const Fault& fault) {
  const api::Operation& operation = OperationOf(fault);
  if (!fault.error.empty()) {
    CheckError(operation, fault);
  } else if (fault.message || fault.delay.count() == 0) {
    Refuse("A fault needs an error, or a delay_ms and no message.");
  }
  if (fault.times && (*fault.times == 0 || *fault.times > Faults::kMaxTimes)) {
    Refuse("times must be a whole number from 1 to " + std::to_string(Faults::kMaxTimes) + ".");
  }
  if (fault.delay.count() < 0 || fault.delay > Faults::kMaxDelay) {
    Refuse("delay_ms must be a whole number from 0 to " + std::to_string(Faults::kMaxDelay.count()) + ".");
  }
}

}  // namespace

void Faults::Add(std::vector<Fault> faults) {
  for (Fault& fault : faults) {
    Check(fault);
    if (!fault.error.empty() && !fault.message) {
      fault.message = DefaultText(fault.error);
    }
  }
  if (!faults_.Add(std::move(faults), kMaxFaults)) {
    Refuse("There can be at most " + std::to_string(kMaxFaults) + " faults at a time.");
  }
}

void ThrowErrorOf(const Fault& fault) {
  const api::Operation* operation = api::FindOperation(fault.operation);
  const auto error = std::ranges::find(operation->errors, fault.error);
  if (error != operation->errors.end()) {
    // The model's own literal, for an exception's type outlives everything.
    throw api::ServiceException(*error, api::HttpStatusOf(*error), fault.message.value_or(""));
  }
}

}  // namespace rockpool::protocol
