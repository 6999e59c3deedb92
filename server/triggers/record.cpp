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

// `is_answer_cut`: it was one, before it was cut.
std::string CallJson(const RecordedCall& call, bool is_answer_cut) {
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
    is_answer = answer.is_answer || is_answer_cut;
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

std::string ShownCall(const RecordedCall& call) { return CallJson(call, false); }

std::int64_t Record::Keep(RecordedCall call) {
  auto entry = std::make_shared<Entry>();
  // A cut text is no JSON any more: it loses its secrets while it still is.
  if (call.outcome.text.size() > kLongestText) {
    const ShownJson answer = Shown(call.outcome.text, SecretsOf(call.invocation.event));
    entry->is_answer_cut = answer.is_answer;
    call.outcome.text = Cut(answer.json, kLongestText);
  }
  if (call.invocation.event.size() > kLongestText) {
    call.invocation.event = Cut(Shown(call.invocation.event, {}).json, kLongestText);
    entry->is_event_cut = true;
  }
  entry->call = std::move(call);
  const util::LockGuard lock(mutex_);
  entry->call.id = ++last_id_;
  bytes_ += BytesOf(entry->call);
  entries_.push_back(std::move(entry));
  while (entries_.size() > kKept || (bytes_ > kKeptBytes && entries_.size() > 1)) {
    bytes_ -= BytesOf(entries_.front()->call);
    entries_.pop_front();
  }
  return last_id_;
}

std::string Record::Json(std::string_view user_pool_id, std::int64_t after) const {
  std::vector<SharedEntry> found;
  {
    const util::LockGuard lock(mutex_);
    std::ranges::copy_if(entries_, std::back_inserter(found), [&](const SharedEntry& entry) {
      return entry->call.id > after && (user_pool_id.empty() || entry->call.invocation.user_pool_id == user_pool_id);
    });
  }
  std::vector<std::string> calls;
  std::ranges::transform(found, std::back_inserter(calls),
                         [](const SharedEntry& entry) { return CallJson(entry->call, entry->is_answer_cut); });
  api::JsonObject json;
  json.AddJsonList("triggers", calls);
  return json.Text();
}

std::optional<Record::Called> Record::Find(std::int64_t id) const {
  const util::LockGuard lock(mutex_);
  const auto entry = std::ranges::find_if(entries_, [id](const SharedEntry& one) { return one->call.id == id; });
  return entry == entries_.end() ? std::nullopt : std::optional(Called{(*entry)->call.invocation, (*entry)->is_event_cut});
}

}  // namespace rockpool::triggers
