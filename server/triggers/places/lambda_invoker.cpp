#include "server/triggers/places/lambda_invoker.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <utility>

#include "server/triggers/pattern.h"
#include "server/triggers/places/answers.h"
#include "server/triggers/places/failed_attempts.h"
#include "server/triggers/places/function_name.h"
#include "server/triggers/places/requests.h"
#include "server/triggers/shown_json.h"

namespace rockpool::triggers {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kFreeBytes = std::size_t{64} * 1024;
constexpr std::size_t kBytesOfAByte = 24;  // `[0,0,0` takes 16 bytes of a document for two, and half as many while it grows

class Room {
 public:
  explicit Room(std::shared_ptr<util::MemoryBudget> budget) : budget_(std::move(budget)), share_(*budget_) {}

  bool Take(std::size_t answer_bytes) { return share_.Hold(answer_bytes > kFreeBytes ? answer_bytes * kBytesOfAByte : 0); }

 private:
  const std::shared_ptr<util::MemoryBudget> budget_;
  util::MemoryBudget::Share share_;
};

struct NoRoom : std::exception {};

std::optional<Place> EndpointOf(const CallSettings& settings) {
  if (settings.lambda_endpoint.empty()) {
    return std::nullopt;
  }
  std::optional<http::Url> url = ParseLambdaEndpoint(settings.lambda_endpoint);
  if (!url) {
    throw std::invalid_argument("the Lambda endpoint is no URL that can be asked");
  }
  return Place{.function = "*", .kind = Place::Kind::kLambda, .url = *std::move(url)};
}

Outcome Skipped() { return {.kind = Outcome::Kind::kSkipped, .text = "", .hint = "--triggers=skip calls no function"}; }

// What to write is whole, so that it can be copied, and comes first, so that a trace that cuts what is long has it.
Outcome WithoutPlace(const std::string& arn) {
  return {.kind = Outcome::Kind::kNotInvoked,
          .text = "ResourceNotFoundException",
          .hint = R"(write functions = [{ function = ")" + FunctionNameOf(arn).name +
                  R"(", lambda = "http://127.0.0.1:3002" }] under [triggers] in the file of --config (or webhook = "http://...", or )"
                  R"(rules = true, for lambda), or start with --lambda-endpoint=http://127.0.0.1:3002; --triggers=skip calls no function: )"
                  "where " +
                  arn + " is was not said"};
}

}  // namespace

LambdaInvoker::LambdaInvoker(Doors doors, const CallSettings& settings, Effects effects)
    : doors_(std::move(doors)),
      settings_(settings),
      places_(ParsePlaces(settings.table)),
      endpoint_(EndpointOf(settings)),
      effects_(std::move(effects)),
      answers_(std::make_shared<util::MemoryBudget>(settings.answer_bytes)) {}

Outcome LambdaInvoker::Invoke(const Invocation& invocation) noexcept {
  try {
    const auto begin = Clock::now();
    const util::EpochMillis time = doors_.clock.Now();
    RecordedCall call{.time = time, .invocation = invocation, .outcome = OutcomeOf(invocation)};
    if (doors_.record) {
      call.duration = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
      doors_.record->Keep(call);
    }
    return std::move(call.outcome);
  } catch (const std::exception& error) {
    return {.kind = Outcome::Kind::kNotInvoked, .text = "ServiceException", .hint = error.what()};
  }
}

std::optional<Outcome> LambdaInvoker::Foresee(const std::string& function_arn) const noexcept {
  try {
    if (settings_.skip) {
      return Skipped();
    }
    return PlaceOf(function_arn) == nullptr ? std::optional(WithoutPlace(function_arn)) : std::nullopt;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

Outcome LambdaInvoker::OutcomeOf(const Invocation& invocation) {
  if (settings_.skip) {
    return Skipped();
  }
  if (std::optional<Outcome> fault = doors_.faults.Take(invocation)) {
    return *std::move(fault);
  }
  const Place* place = PlaceOf(invocation.function_arn);
  if (place == nullptr) {
    return WithoutPlace(invocation.function_arn);
  }
  return place->kind == Place::Kind::kRules ? AnswerOf(places_.rules, invocation, effects_) : Call(*place, invocation);
}

const Place* LambdaInvoker::PlaceOf(const std::string& function_arn) const {
  const auto place = std::ranges::find_if(places_.functions, [&](const Place& one) { return MatchesFunction(one.function, function_arn); });
  if (place != places_.functions.end()) {
    return &*place;
  }
  return endpoint_ ? &*endpoint_ : nullptr;
}

Outcome LambdaInvoker::Call(const Place& place, const Invocation& invocation) {
  FailedAttempts failed;
  const auto ended = [&failed](Outcome outcome, int attempts) {
    outcome.attempts = attempts;
    outcome.hint = failed.And(outcome.hint);
    return outcome;
  };
  for (int attempt = 1; attempt <= settings_.attempts; ++attempt) {
    try {
      return ended(CallOnce(place, invocation), attempt);
    } catch (const NoRoom&) {
      return ended(OutcomeWithoutRoom(), attempt);
    } catch (const http::FetchError& error) {
      if (error.kind() == http::FetchError::Kind::kTooLong) {
        return ended(OutcomeOfLongAnswer(), attempt);
      }
      failed.Add(attempt, std::string(error.what()) + " (" + place.url.Origin() + ")");
    }
  }
  return ended({.kind = Outcome::Kind::kNotInvoked, .text = "SocketTimeoutException", .hint = ""}, settings_.attempts);
}

Outcome LambdaInvoker::CallOnce(const Place& place, const Invocation& invocation) {
  const std::chrono::milliseconds time = std::chrono::seconds(settings_.timeout_seconds);
  const bool is_lambda = place.kind == Place::Kind::kLambda;
  http::FetchRequest request =
      is_lambda ? RequestToLambda(place.url, invocation, time, doors_.wall_clock.Now()) : RequestToWebhook(place.url, invocation, time);
  const auto room = std::make_shared<Room>(answers_);
  request.body_grows = [&room](std::size_t body_bytes) {
    if (!room->Take(body_bytes)) {
      throw NoRoom();
    }
  };
  http::FetchResponse response = doors_.client.Fetch(request);
  Outcome outcome = is_lambda ? OutcomeOfLambda(std::move(response)) : OutcomeOfWebhook(std::move(response));
  outcome.room = room;
  if (!outcome.hint.empty()) {  // it has what the other server says, who was sent the event
    outcome.hint = place.url.Origin() + ": " + WithoutSecrets(outcome.hint, SecretsOf(invocation.event));
  }
  return outcome;
}

}  // namespace rockpool::triggers
