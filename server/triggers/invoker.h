// The door to the functions themselves: an Invoke endpoint, a web server, or rules in a file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "server/accounts/links.h"
#include "server/http/must_wait.h"
#include "server/triggers/triggers.h"
#include "server/world/settings.h"

namespace rockpool::triggers {

struct Invocation {
  Trigger trigger = Trigger::kPreSignUp;
  std::string source;  // triggerSource: "PreSignUp_SignUp"
  std::string user_pool_id;
  std::string client_id;
  std::string function_arn;
  std::string event;             // JSON
  bool is_asynchronous = false;  // of the custom senders: nobody reads the answer (InvocationType Event)
  // Of PreSignUp_ExternalProvider, for rules that link: the event has the same in its userName, but in small letters where the pool's names
  // are. nullopt: what is there is all that is known.
  std::optional<accounts::SourceName> identity = std::nullopt;
  std::optional<std::int64_t> generation = std::nullopt;  // Origin::generation
};

struct Outcome {
  enum class Kind {
    kAnswered,       // `text` is what the function returned
    kFunctionError,  // `text` is its errorMessage: UserLambdaValidationException
    kNotInvoked,     // `text` is the type of error with which it could not be called, "ResourceNotFoundException":
                     // UnexpectedLambdaException
    kSkipped,        // functions are not to be called (--triggers=skip): nothing happens
  };
  Kind kind = Kind::kAnswered;
  std::string text;
  std::string hint;  // for log and trace, never for the caller: what to configure, what was refused; may be empty
  int attempts = 0;
  std::shared_ptr<const void> room = nullptr;  // what a long text, and reading it, takes of the memory that all may have together
};

// Any thread. Invoke blocks for as long as the function takes, at most the time of all attempts: never inside a transaction, and on a
// waiting thread. It does not throw.
class Invoker {
 public:
  virtual ~Invoker() = default;
  virtual Outcome Invoke(const Invocation& invocation) noexcept = 0;

  // What calls of the function come to that never leave this server: kSkipped, or kNotInvoked where nobody said where it is. nullopt: it
  // takes a call to know. Does not block, and does not throw.
  virtual std::optional<Outcome> Foresee(const std::string& function_arn) const noexcept {
    (void)function_arn;
    return std::nullopt;
  }
};

// How this server calls functions. Where no invoker was put, none is called: as Outcome::Kind::kSkipped.
class Record;
struct Settings {
  std::shared_ptr<Invoker> invoker = nullptr;
  std::shared_ptr<Record> record = nullptr;  // of what was called (record.h); nullptr: nobody keeps it
};

// Throws http::MustWait on a thread that may not wait, if the pool has functions and any is called: the pool had none when it was decided
// where the call runs. For calls that write before they call a function; those that call one first need it not.
inline void RequireMayCall(const world::Settings& settings, const pools::PoolInUse& pool) {
  if (settings.Of<Settings>().invoker != nullptr && HasFunctions(pool)) {
    http::RequireMayWait();
  }
}

}  // namespace rockpool::triggers
