// Calls the functions of pools wherever they are: at a Lambda Invoke API, at a webhook, or in rules.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/http/client.h"
#include "server/triggers/faults.h"
#include "server/triggers/invoker.h"
#include "server/triggers/places/places.h"
#include "server/triggers/places/settings.h"
#include "server/triggers/record.h"
#include "server/triggers/rules/rules.h"
#include "server/util/clock.h"
#include "server/util/memory_budget.h"

namespace rockpool::triggers {

class LambdaInvoker final : public Invoker {
 public:
  // What it works with; all outlive it, but for the record, which may be nullptr.
  struct Doors {
    http::Client& client;
    const util::Clock& clock;           // dates the record
    const util::WallClock& wall_clock;  // dates signatures
    Faults& faults;
    std::shared_ptr<Record> record;
  };

  // Throws std::invalid_argument for settings that ParsePlaces or ParseLambdaEndpoint refuse.
  LambdaInvoker(Doors doors, const CallSettings& settings, Effects effects = {});

  // As Invoker says. A fault comes first, also where the function has no place; none is met where functions are skipped. A call that gets
  // no answer is tried again, as often as the settings say, and is then a SocketTimeoutException; one that was answered is not, whatever
  // the answer. Every call is kept in the record. An answer of more than 64 KiB takes room from what all answers together may have, for
  // itself and its document, until its outcome ends; one that there is no room for is as one that cannot be read.
  Outcome Invoke(const Invocation& invocation) noexcept override;
  std::optional<Outcome> Foresee(const std::string& function_arn) const noexcept override;

 private:
  Outcome OutcomeOf(const Invocation& invocation);
  const Place* PlaceOf(const std::string& function_arn) const;
  Outcome Call(const Place& place, const Invocation& invocation);
  Outcome CallOnce(const Place& place, const Invocation& invocation);

  const Doors doors_;
  const CallSettings settings_;
  const Places places_;
  const std::optional<Place> endpoint_;  // --lambda-endpoint, for all the others
  const Effects effects_;
  const std::shared_ptr<util::MemoryBudget> answers_;
};

}  // namespace rockpool::triggers
