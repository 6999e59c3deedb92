#include "server/triggers/faults.h"

#include <utility>

#include "server/api/errors.h"

namespace rockpool::triggers {
namespace {

[[noreturn]] void Refuse(const std::string& message) { throw api::InvalidParameterException(message); }

void Check(const Fault& fault) {
  if (fault.times && (*fault.times == 0 || *fault.times > Faults::kMaxTimes)) {
    Refuse("times must be a whole number from 1 to " + std::to_string(Faults::kMaxTimes) + ".");
  }
  if (fault.text && fault.kind == Fault::Kind::kTimeout) {
    Refuse("A timeout has no text.");
  }
  if (fault.text && fault.text->size() > Faults::kMaxTextBytes) {
    Refuse("The text of a fault must have at most " + std::to_string(Faults::kMaxTextBytes) + " bytes.");
  }
}

std::optional<std::string> UsualText(Fault::Kind kind) {
  switch (kind) {
    case Fault::Kind::kError:
      return "An error was asked for by a fault";  // the service puts the full stop
    case Fault::Kind::kMalformed:
      return R"("malformed")";  // JSON, and no object: what is no JSON at all can be asked for
    case Fault::Kind::kTimeout:
      break;
  }
  return std::nullopt;
}

Outcome OutcomeOf(const Fault& fault) {
  const std::string hint = "a fault of /_rockpool/faults";
  switch (fault.kind) {
    case Fault::Kind::kError:
      return {Outcome::Kind::kFunctionError, fault.text.value_or(""), hint, 0};
    case Fault::Kind::kMalformed:
      return {Outcome::Kind::kAnswered, fault.text.value_or(""), hint, 0};
    case Fault::Kind::kTimeout:
      break;
  }
  return {Outcome::Kind::kNotInvoked, "SocketTimeoutException", hint, 0};
}

}  // namespace

void Faults::Add(std::vector<Fault> faults) {
  for (Fault& fault : faults) {
    Check(fault);
    if (!fault.text) {
      fault.text = UsualText(fault.kind);
    }
  }
  if (!faults_.Add(std::move(faults), kMaxFaults)) {
    Refuse("There can be at most " + std::to_string(kMaxFaults) + " faults of triggers at a time.");
  }
}

std::optional<Outcome> Faults::Take(const Invocation& invocation) {
  const auto taken = faults_.Take([&invocation](const Fault& fault) {
    return (!fault.trigger || *fault.trigger == invocation.trigger) &&
           (fault.user_pool_id.empty() || fault.user_pool_id == invocation.user_pool_id);
  });
  return taken ? std::optional(OutcomeOf(*taken)) : std::nullopt;
}

}  // namespace rockpool::triggers
