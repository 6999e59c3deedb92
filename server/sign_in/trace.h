// What became of each call of a sign-in, rule by rule: for whoever wonders why somebody was refused, also where the answer must not tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/util/clock.h"
#include "server/util/thread_safety.h"
#include "server/world/world.h"

namespace rockpool::sign_in {

struct TracedStep {
  std::string rule;     // like "flow", "secret hash", "password"
  std::string verdict;  // passed, refused, or skipped
  std::string reason;   // empty where there is nothing to tell
};

// One call. Texts of the caller are cut at 256 bytes, and nothing of it is secret.
struct TracedCall {
  std::int64_t id = 0;  // grows with each call that is kept
  util::EpochMillis time = 0;
  std::string sign_in;    // the same for all calls of one sign-in; empty if it did not get so far
  std::string operation;  // like "RespondToAuthChallenge"
  std::string asked;      // the flow or the challenge that was answered
  std::string user_pool_id;
  std::string client_id;
  std::string name;      // of the user, as it was sent
  std::string username;  // as the pool has it; empty if there is no such user
  std::vector<TracedStep> steps;
  std::string outcome;  // "tokens", "signed in", the next challenge, or the type of the error
  // Of a sign-in through a provider what went to and fro: writes a JSON object, bounded by whoever made it, for the few calls that somebody
  // looks at; null of others. Any thread, and as often as one likes. Secrets are shortened in it, but not what the provider says of a
  // person.
  std::function<std::string()> federation;
};

// The last thousand of them. Any thread.
class Traces {
 public:
  static constexpr std::size_t kKept = 1000;

  void Keep(TracedCall call);

  // {"sign_ins":[...]}, the oldest first: those of the pool and of the user (either of his names) that came after the one of that id.
  // What is empty selects nothing.
  std::string Json(std::string_view user_pool_id, std::string_view user, std::int64_t after) const;

  // The same of one sign-in: all its calls. `id` is the sign-in's, or that of any call, which may be a sign-in by itself.
  std::string JsonOfSignIn(std::string_view id) const;

 private:
  mutable util::Mutex mutex_;
  std::int64_t last_id_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  std::deque<std::shared_ptr<const TracedCall>> calls_ ROCKPOOL_GUARDED_BY(mutex_);
};

// Collects what one call does. A rule that is checked has passed once the next one is, or the call ends well. One thread.
class Trace {
 public:
  TracedCall& call() { return call_; }

  // From here on this rule is tried. One that was tried before changes nothing, since writes run again.
  void Check(std::string_view rule);

  // The same of one that has passed as far as could be seen then: it is tried now. The one that was tried last has passed, or is what has
  // already refused the call.
  enum class Last { kHasPassed, kHasRefused };
  void CheckAgain(std::string_view rule, Last last);

  // What there is to tell of the rule that is tried, beside the error's own text.
  void Explain(std::string reason) { reason_ = std::move(reason); }

  // A step beside the rules, like a function that was called. The rule that is tried has passed: what is thrown now, the step has refused.
  void Tell(std::string_view what, std::string_view verdict, std::string_view reason);

  void SetName(std::string_view name);

  // Ends it.
  void Pass(std::string_view outcome);
  void Refuse(std::string_view error_type, std::string_view message);

 private:
  void CloseRule(std::string_view verdict, std::string_view reason);

  TracedCall call_;
  std::string rule_;
  std::string reason_;
};

// Runs a call, and keeps its trace for Settings::traces, whatever comes of it. `run` returns the outcome; what it throws goes on.
void Traced(const world::World& world, std::string_view operation, const std::function<std::string(Trace&)>& run);

}  // namespace rockpool::sign_in
