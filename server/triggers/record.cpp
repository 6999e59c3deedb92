#include "server/triggers/record.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/json_object.h"
#include "server/triggers/shown_json.h"
#include "server/util/time_text.h"

namespace rockpool::triggers {
namespace {

std::size_t BytesOf(const RecordedCall& call) {
  return call.invocation.event.size() + call.invocation.function_arn.size() + call.outcome.text.size() + call.outcome.hint.size();
}

std::string_view VerdictOf(const RecordedCall& call, bool is_answer) {
  switch (call.outcome.kind) {
    case Outcome::Kind::kAnswered:
      return is_answer || call.invocation.is_asynchronous ? "answered" : "malformed";
    case Outcome::Kind::kFunctionError:
      return "error";
    case Outcome::Kind::kNotInvoked:
      return "not invoked";
    case Outcome::Kind::kSkipped:
      break;
  }
  return "skipped";
}

KeptCall Shortened(const RecordedCall& call) {
  const Outcome& outcome = call.outcome;
  KeptCall kept{.call = {.time = call.time, .invocation = call.invocation, .outcome = {}, .duration = call.duration}};
  std::string& event = kept.call.invocation.event;
  Outcome& kept_outcome = kept.call.outcome;
  kept_outcome = {.kind = outcome.kind, .text = "", .hint = outcome.hint, .attempts = outcome.attempts};
  if (outcome.text.size() > Record::kLongestText) {
    kept_outcome.text = "... (" + std::to_string(outcome.text.size()) + " bytes)";
    kept.is_answer = outcome.kind == Outcome::Kind::kAnswered;
  } else {
    kept_outcome.text = outcome.text;
  }
  // A cut event is no JSON any more: what is secret is taken out while it still is.
  if (event.size() > Record::kLongestText) {
    const std::vector<std::string> secrets = SecretsOf(event);
    if (outcome.kind == Outcome::Kind::kAnswered) {
      ShownJson answer = Shown(kept_outcome.text, secrets);
      kept_outcome.text = std::move(answer.json);
      kept.is_answer = kept.is_answer || answer.is_answer;
    } else {
      kept_outcome.text = WithoutSecrets(kept_outcome.text, secrets);
    }
    kept_outcome.hint = WithoutSecrets(kept_outcome.hint, secrets);
    event = Cut(Shown(event, {}).json, Record::kLongestText);
    kept.is_event_cut = true;
  }
  return kept;
}

std::string CallJson(const KeptCall& kept) {
  const RecordedCall& call = kept.call;
  const Invocation& invocation = call.invocation;
  const Outcome& outcome = call.outcome;
  const std::vector<std::string> secrets = SecretsOf(invocation.event);
  api::JsonObject json;
  if (call.id != 0) {
    json.Add("id", call.id);
  }
  json.Add("time", util::IsoTime(call.time));
  json.AddUnlessEmpty("pool", invocation.user_pool_id);
  json.AddUnlessEmpty("client", invocation.client_id);
  json.Add("trigger", ToText(invocation.trigger));
  json.AddUnlessEmpty("source", invocation.source);
  json.AddUnlessEmpty("function", invocation.function_arn);
  json.AddJson("event", Shown(invocation.event, {}).json);
  bool is_answer = false;
  if (outcome.kind == Outcome::Kind::kAnswered) {
    const ShownJson answer = Shown(outcome.text, secrets);
    is_answer = answer.is_answer || kept.is_answer;
    json.AddJson("answer", answer.json);
  } else {
    json.AddUnlessEmpty("error", WithoutSecrets(outcome.text, secrets));
  }
  json.AddUnlessEmpty("hint", WithoutSecrets(outcome.hint, secrets));
  json.Add("attempts", static_cast<std::int64_t>(outcome.attempts));
  json.Add("duration_ms", static_cast<std::int64_t>(call.duration.count()));
  json.Add("verdict", VerdictOf(call, is_answer));
  return json.Text();
}

}  // namespace

std::string ShownCall(const RecordedCall& call) { return CallJson(Shortened(call)); }

std::int64_t Record::Keep(const RecordedCall& call) {
  auto kept = std::make_shared<KeptCall>(Shortened(call));
  const util::LockGuard lock(mutex_);
  kept->call.id = ++last_id_;
  bytes_ += BytesOf(kept->call);
  calls_.push_back(std::move(kept));
  while (calls_.size() > kKept || (bytes_ > kKeptBytes && calls_.size() > 1)) {
    bytes_ -= BytesOf(calls_.front()->call);
    calls_.pop_front();
  }
  return last_id_;
}

std::string Record::Json(std::string_view user_pool_id, std::int64_t after) const {
  std::vector<SharedCall> found;
  {
    const util::LockGuard lock(mutex_);
    std::ranges::copy_if(calls_, std::back_inserter(found), [&](const SharedCall& kept) {
      return kept->call.id > after && (user_pool_id.empty() || kept->call.invocation.user_pool_id == user_pool_id);
    });
  }
  std::vector<std::string> calls;
  std::ranges::transform(found, std::back_inserter(calls), [](const SharedCall& kept) { return CallJson(*kept); });
  api::JsonObject json;
  json.AddJsonList("triggers", calls);
  return json.Text();
}

void Record::Clear() {
  std::deque<SharedCall> gone;  // destroyed when the lock has been given back
  const util::LockGuard lock(mutex_);
  gone.swap(calls_);
  bytes_ = 0;
}

std::optional<Record::Called> Record::Find(std::int64_t id) const {
  const util::LockGuard lock(mutex_);
  const auto kept = std::ranges::find_if(calls_, [id](const SharedCall& one) { return one->call.id == id; });
  return kept == calls_.end() ? std::nullopt : std::optional(Called{(*kept)->call.invocation, (*kept)->is_event_cut});
}

}  // namespace rockpool::triggers
