#include "server/sign_in/trace.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "server/api/json_object.h"
#include "server/api/service_exception.h"
#include "server/http/must_wait.h"
#include "server/sign_in/settings.h"
#include "server/util/time_text.h"

namespace rockpool::sign_in {
namespace {

constexpr std::size_t kLongestText = 256;
constexpr std::string_view kPassed = "passed";
constexpr std::string_view kRefused = "refused";

// Cut between characters, so that it stays UTF-8.
std::string Cut(std::string_view text) {
  if (text.size() <= kLongestText) {
    return std::string(text);
  }
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end)) + "...";
}

std::string StepJson(const TracedStep& step) {
  api::JsonObject json;
  json.AddUnlessEmpty("rule", step.rule);
  json.AddUnlessEmpty("verdict", step.verdict);
  json.AddUnlessEmpty("reason", step.reason);
  return json.Text();
}

std::string CallJson(const TracedCall& call) {
  std::vector<std::string> steps;
  std::ranges::transform(call.steps, std::back_inserter(steps), StepJson);
  api::JsonObject json;
  json.Add("id", call.id);
  json.Add("time", util::IsoTime(call.time));
  json.AddUnlessEmpty("sign_in", call.sign_in);
  json.AddUnlessEmpty("operation", call.operation);
  json.AddUnlessEmpty("asked", call.asked);
  json.AddUnlessEmpty("pool", call.user_pool_id);
  json.AddUnlessEmpty("client", call.client_id);
  json.AddUnlessEmpty("user", call.name);
  json.AddUnlessEmpty("username", call.username);
  json.AddJsonList("steps", steps);
  json.AddUnlessEmpty("outcome", call.outcome);
  if (call.federation) {
    json.AddJson("federation", call.federation());
  }
  return json.Text();
}

using SharedCall = std::shared_ptr<const TracedCall>;

// Without the lock: there may be much to write.
std::string JsonOf(const std::vector<SharedCall>& calls) {
  std::vector<std::string> texts;
  std::ranges::transform(calls, std::back_inserter(texts), [](const SharedCall& call) { return CallJson(*call); });
  api::JsonObject json;
  json.AddJsonList("sign_ins", texts);
  return json.Text();
}

}  // namespace

void Traces::Keep(TracedCall call) {
  const auto kept = std::make_shared<TracedCall>(std::move(call));
  const util::LockGuard lock(mutex_);
  kept->id = ++last_id_;
  calls_.push_back(kept);
  if (calls_.size() > kKept) {
    calls_.pop_front();
  }
}

std::string Traces::Json(std::string_view user_pool_id, std::string_view user, std::int64_t after) const {
  std::vector<SharedCall> found;
  {
    const util::LockGuard lock(mutex_);
    std::ranges::copy_if(calls_, std::back_inserter(found), [&](const SharedCall& call) {
      return call->id > after && (user_pool_id.empty() || call->user_pool_id == user_pool_id) &&
             (user.empty() || call->name == user || call->username == user);
    });
  }
  return JsonOf(found);
}

std::string Traces::JsonOfSignIn(std::string_view id) const {
  std::vector<SharedCall> found;
  {
    const util::LockGuard lock(mutex_);
    const auto is_named = [id](const SharedCall& call) { return call->sign_in == id || std::to_string(call->id) == id; };
    const auto named = id.empty() ? calls_.end() : std::ranges::find_if(calls_, is_named);
    const SharedCall wanted = named == calls_.end() ? nullptr : *named;
    std::ranges::copy_if(calls_, std::back_inserter(found), [&wanted](const SharedCall& call) {
      return wanted && (call->id == wanted->id || (!wanted->sign_in.empty() && call->sign_in == wanted->sign_in));
    });
  }
  return JsonOf(found);
}

void Trace::Check(std::string_view rule) {
  if (rule != rule_ && std::ranges::find(call_.steps, rule, &TracedStep::rule) == call_.steps.end()) {
    CloseRule(kPassed, reason_);
    rule_ = rule;
  }
}

void Trace::CheckAgain(std::string_view rule, Last last) {
  CloseRule(last == Last::kHasPassed ? kPassed : kRefused, reason_);
  std::erase_if(call_.steps, [rule](const TracedStep& step) { return step.rule == rule; });
  rule_ = rule;
}

void Trace::Tell(std::string_view what, std::string_view verdict, std::string_view reason) {
  CloseRule(kPassed, reason_);
  call_.steps.push_back({std::string(what), std::string(verdict), Cut(reason)});
}

void Trace::SetName(std::string_view name) { call_.name = Cut(name); }

void Trace::Pass(std::string_view outcome) {
  CloseRule(kPassed, "");
  call_.outcome = outcome;
}

void Trace::Refuse(std::string_view error_type, std::string_view message) {
  CloseRule(kRefused, reason_.empty() ? message : reason_);
  call_.outcome = error_type;
}

void Trace::CloseRule(std::string_view verdict, std::string_view reason) {
  if (!rule_.empty()) {
    call_.steps.push_back({rule_, std::string(verdict), Cut(reason)});
  }
  rule_.clear();
  reason_.clear();
}

void Traced(const world::World& world, std::string_view operation, const std::function<std::string(Trace&)>& run) {
  const std::shared_ptr<Traces>& traces = world.settings.Of<Settings>().traces;
  Trace trace;
  trace.call().time = world.clock.Now();
  trace.call().operation = operation;
  const auto keep = [&] {
    if (traces) {
      traces->Keep(std::move(trace.call()));
    }
  };
  try {
    trace.Pass(run(trace));
  } catch (const api::ServiceException& refusal) {
    trace.Refuse(refusal.type(), refusal.message());
    keep();
    throw;
  } catch (const http::MustWait&) {
    throw;  // the call runs anew, and is traced then
  } catch (...) {
    trace.Refuse("InternalErrorException", "a fault of the server, see the log");
    keep();
    throw;
  }
  keep();
}

}  // namespace rockpool::sign_in
