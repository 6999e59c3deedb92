#include "server/sign_in/arrival.h"

#include <exception>
#include <utility>

#include "server/accounts/attempts.h"
#include "server/api/errors.h"
#include "server/sign_in/password_proof.h"
#include "server/sign_in/session.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"
#include "server/sign_in/triggers.h"
#include "server/sign_up/migration.h"
#include "server/triggers/events/sign_in_events.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/triggers/invoker.h"
#include "server/triggers/triggers.h"

namespace rockpool::sign_in {
namespace {

enum class IfUnknown { kIsToBeAsked, kIsNobody, kIsHiddenOrRefused };
enum class Rules { kLater, kNow };

// nullopt for whom the pool has not, if the function is to be asked for him: not by who has guessed too often.
std::optional<Subject> LookFor(Call& call, const Arriving& arriving, IfUnknown if_unknown, Rules rules) {
  return call.rounds.Look([&](const storage::Transaction& transaction) -> std::optional<Subject> {
    auto subject = FindSubject(transaction, call, arriving.name);
    if (!subject) {
      if (if_unknown == IfUnknown::kIsToBeAsked) {
        RequireMayTry(transaction, call, NobodyOf(transaction, call, arriving.name));
        return std::nullopt;
      }
      subject =
          if_unknown == IfUnknown::kIsNobody ? NobodyOf(transaction, call, arriving.name) : HideOrRefuse(transaction, call, arriving.name);
    }
    if (rules == Rules::kNow && arriving.rules) {
      arriving.rules(transaction, *subject);
    }
    return subject;
  });
}

std::string LockOfNobody(const storage::Transaction& transaction, const Call& call, const Arriving& arriving) {
  return LockOf(call, NobodyOf(transaction, call, arriving.name).lock_name);
}

// Before the function is asked about it, so that of guesses at once it is asked about no more than the lockout lets through. `answered`, if
// there is one, is used up in the same write. A crash leaves the guess counted, which time forgets.
void CountFirst(Call& call, const Arriving& arriving, storage::SignInSession* answered) {
  triggers::RequireMayCall(call.world.settings, call.pool());
  call.rounds.Commit([&](storage::Transaction& transaction) {
    transaction.SweepExpired(call.now, kSweptRows);
    if (answered != nullptr) {
      UseUp(transaction, call.trace, *call.client, *answered, call.now);
    }
    const std::string lock = LockOfNobody(transaction, call, arriving);
    accounts::RequireUnlocked(transaction, call.pool().id, lock, call.now);
    accounts::CountWrongPassword(transaction, call.pool().id, lock, call.now);
  });
  if (answered != nullptr) {
    answered->is_used = true;
  }
  call.is_guess_counted = true;
}

// The name is somebody's from now on, whose guesses are counted as everybody's.
void TakeBack(Call& call, const Arriving& arriving) {
  call.rounds.Commit([&](storage::Transaction& transaction) {
    accounts::ForgetWrongPasswords(transaction, call.pool().id, LockOfNobody(transaction, call, arriving));
  });
  call.is_guess_counted = false;
}

// False if the function knows nobody of that name and password. What makes no user stays counted: it was a guess at his password, for all
// that is known here. Requires CountFirst.
bool IsMigrated(Call& call, const Arriving& arriving) {
  const triggers::Origin origin = OriginOf(call);
  const std::string name(arriving.name);
  const auto migrated = triggers::AskUserMigration(origin, triggers::MigrationSource::kAuthentication, name, arriving.password,
                                                   call.validation_data, call.client_metadata);
  if (migrated) {
    sign_up::MigrateUser(origin, *migrated, name, arriving.password, call.client_metadata, call.rounds);
    TakeBack(call, arriving);
  }
  return migrated.has_value();
}

void Migrate(Call& call, const Arriving& arriving) {
  try {
    (void)IsMigrated(call, arriving);
  } catch (const api::UserLambdaValidationException&) {
    if (clients::HidesWhoExists(*call.client)) {
      // Assumed. Who is there has these words for a wrong password; the function's are in the trace.
      throw api::NotAuthorizedException("Incorrect username or password.");
    }
    throw;
  }
}

bool AsksFirst(const Call& call) { return triggers::FunctionOf(call.pool(), triggers::Trigger::kPreAuthentication).has_value(); }

// Who has passed PreAuthentication and then the rules. Of nobody it is told where the client hides who exists alone (documented). Requires
// that the pool has it.
Subject PassFirst(Call& call, const Arriving& arriving, const Subject& subject, IfUnknown if_unknown) {
  if (subject.user || clients::HidesWhoExists(*call.client)) {
    triggers::AskPreAuthentication(OriginOf(call), PersonOf(subject), call.validation_data);
  }
  // The function has taken its time, and may have changed him.
  return *LookFor(call, arriving, if_unknown, Rules::kNow);
}

// Once the function was asked. Who was made by somebody else meanwhile is judged as anybody is: the count was of nobody's guesses.
std::optional<Subject> LookForWhoeverIsThere(Call& call, const Arriving& arriving, Rules rules) {
  auto subject = LookFor(call, arriving, IfUnknown::kIsHiddenOrRefused, rules);
  if (subject->user && std::exchange(call.is_guess_counted, false)) {
    subject = LookFor(call, arriving, IfUnknown::kIsHiddenOrRefused, rules);
  }
  return subject;
}

// Of a password that is nobody's; nullopt where he is judged as somebody would be.
std::optional<Wrong> RefusalOfNobody(const Call& call) {
  if (clients::HidesWhoExists(*call.client)) {
    return std::nullopt;
  }
  return WrongAnswer(api::UserNotFoundException("User does not exist."), Costs::kTheSession);
}

}  // namespace

bool MayMigrate(const Call& call) {
  return call.caller.replica.empty() && triggers::FunctionOf(call.pool(), triggers::Trigger::kUserMigration);
}

Subject Arrive(Call& call, const Arriving& arriving) {
  call.trace.Check("user exists");
  const bool migrates = arriving.password && MayMigrate(call);
  const IfUnknown otherwise = arriving.may_bring_password && MayMigrate(call) ? IfUnknown::kIsNobody : IfUnknown::kIsHiddenOrRefused;
  const Rules rules = AsksFirst(call) ? Rules::kLater : Rules::kNow;
  auto subject = LookFor(call, arriving, migrates ? IfUnknown::kIsToBeAsked : otherwise, rules);
  if (!subject) {
    CountFirst(call, arriving, nullptr);
    call.trace.Check("user was migrated");
    Migrate(call, arriving);
    subject = LookForWhoeverIsThere(call, arriving, rules);
  }
  return AsksFirst(call) ? PassFirst(call, arriving, *subject, otherwise) : *std::move(subject);
}

std::optional<Wrong> ArriveByAnswer(Call& call, std::string_view typed, const std::string& password, storage::SignInSession& answered,
                                    Subject& nobody) {
  if (!MayMigrate(call) || !CanBePassword(password) || typed.empty()) {
    return RefusalOfNobody(call);
  }
  call.trace.Check("user exists");
  const Arriving arriving{typed, password};
  auto subject = LookFor(call, arriving, IfUnknown::kIsToBeAsked, Rules::kNow);
  if (!subject) {
    CountFirst(call, arriving, &answered);
    call.trace.Check("user was migrated");
    try {
      if (!IsMigrated(call, arriving)) {
        return RefusalOfNobody(call);
      }
    } catch (const api::UserLambdaValidationException&) {
      return clients::HidesWhoExists(*call.client) ? WrongPassword(call, nobody) : Wrong{std::current_exception()};
    } catch (const api::UserNotFoundException&) {
      return Wrong{std::current_exception()};
    }
    subject = LookForWhoeverIsThere(call, arriving, Rules::kNow);
  }
  // Also of who came to be meanwhile: nobody has been judged in his place.
  nobody = AsksFirst(call) ? PassFirst(call, arriving, *subject, IfUnknown::kIsHiddenOrRefused) : *std::move(subject);
  return std::nullopt;
}

}  // namespace rockpool::sign_in
