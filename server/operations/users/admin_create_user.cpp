#include <re2/re2.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/passwords.h"
#include "server/accounts/sub.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/repeats.h"
#include "server/operations/users/change_user.h"
#include "server/sign_up/asker.h"
#include "server/sign_up/attribute_changes.h"
#include "server/sign_up/commit_asking.h"
#include "server/sign_up/invitation.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/util/lists.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"
#include "storage/errors.h"

namespace rockpool::operations {
namespace {

using Status = api::UserStatusType;

constexpr const char* kTaken = "User account already exists";

struct Made {
  accounts::User user;
  std::string password;  // empty: none
  std::optional<storage::PasswordVerifier> verifier;
  sign_up::SentMessages sent;
};

// A test gives its users the subs that it expects by the convention of local emulators: the value of "_custom_id_" in ClientMetadata, which
// is for triggers alone, if it is a UUID in small letters; else a new sub.
std::string FixedOrDrawnSub(const api::AdminCreateUserRequest& request, util::Random& random) {
  static const re2::RE2 uuid("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  if (request.ClientMetadata) {
    const auto fixed = request.ClientMetadata->find("_custom_id_");
    if (fixed != request.ClientMetadata->end() && re2::RE2::FullMatch(fixed->second, uuid)) {
      return fixed->second;
    }
  }
  return accounts::DrawSub(random);
}

// The password that the user gets, and what is kept of it.
void MakePassword(const Context& context, const pools::PoolInUse& pool, const api::AdminCreateUserRequest& request, Made& made) {
  made.password = request.TemporaryPassword.value_or("");
  if (made.password.empty()) {
    made.password = accounts::DrawTemporaryPassword(pool, context.world.random);
  }
  accounts::CheckPolicy(pool, made.password, accounts::kWithPasswordPolicy);
  made.verifier = accounts::MakeVerifier(pool, made.user.username(), made.password, context.world.random);
}

void Invite(storage::Transaction& transaction, const pools::PoolInUse& pool, const api::AdminCreateUserRequest& request,
            util::EpochMillis now, sign_up::Asker& asker, Made& made) {
  constexpr auto kPurpose = messaging::MessagePurpose::kAdminCreateUser;
  made.sent = {};
  if (request.MessageAction == api::MessageActionType::SUPPRESS) {
    return;
  }
  for (const auto& destination : sign_up::DestinationsOfInvitation(made.user, util::MembersOf(request.DesiredDeliveryMediums))) {
    const triggers::CustomTexts texts = asker.TextsOf(pool, made.user, kPurpose, destination);
    made.sent.messages.push_back(messaging::Compose(pool, made.user, destination, {kPurpose, "", "", made.password, "", texts}, now));
    messaging::Send(transaction, made.sent.messages.back());
  }
}

Made Create(const Context& context, world::LookCallCommit& rounds, const pools::SharedPool& pool,
            const api::AdminCreateUserRequest& request, sign_up::Asker& asker) {
  const world::World& world = context.world;
  const util::EpochMillis now = world.clock.Now();
  const std::string sub = FixedOrDrawnSub(request, world.random);
  accounts::NewName name = accounts::NameNewUser(*pool, request.Username, sub);
  const auto attributes = accounts::WithName(name, util::MembersOf(request.UserAttributes));
  accounts::CheckAttributes(*pool, accounts::AttributeWrite::kAdminCreateUser, nullptr, attributes);
  Made made;
  made.user = accounts::NewUser(*pool, std::move(name.username), sub, Status::FORCE_CHANGE_PASSWORD, now);
  accounts::Apply(accounts::AttributeWrite::kAdminCreateUser, made.user, attributes);
  if (request.TemporaryPassword.value_or("").empty() && sign_up::AllowsNoPassword(*pool)) {
    made.user.content.UserStatus = Status::CONFIRMED;
  } else {
    MakePassword(context, *pool, request, made);
  }
  // What it answers counts for nothing here, only that it does not refuse (the developer guide). As at a sign-up, it is asked before the
  // name is looked for.
  triggers::AskPreSignUp(asker.In(*pool), triggers::SignUpSource::kAdminCreateUser, triggers::Submitted(made.user.username(), attributes),
                         sign_up::ValidationOf(request.ValidationData), asker.client_metadata());
  try {
    sign_up::CommitAsking(rounds, [&](storage::Transaction& transaction) {
      pools::RequirePool(transaction, context.caller, request.UserPoolId);
      accounts::RefuseTakenName(transaction, *pool, made.user, kTaken);
      accounts::ClaimAliases(transaction, *pool, now, made.user, request.ForceAliasCreation.value_or(false));
      accounts::Insert(transaction, *pool, made.user);
      if (made.verifier) {
        accounts::SetPassword(transaction, *pool, made.user, *made.verifier, now);
      }
      Invite(transaction, *pool, request, now, asker, made);
    });
  } catch (const storage::Conflict&) {
    // A sub that the caller fixed and somebody has.
    throw api::UsernameExistsException(kTaken);
  }
  return made;
}

Made InviteAgain(const Context& context, world::LookCallCommit& rounds, const pools::SharedPool& pool,
                 const api::AdminCreateUserRequest& request, sign_up::Asker& asker) {
  const world::World& world = context.world;
  const auto invited = [](accounts::User user) {
    if (user.status() != Status::FORCE_CHANGE_PASSWORD) {
      throw api::UnsupportedUserStateException("Resend not possible. " + user.username() + " status is not FORCE_CHANGE_PASSWORD");
    }
    return user;
  };
  Made made;
  made.user = rounds.Look(
      [&](const storage::Transaction& transaction) { return invited(accounts::RequireUser(transaction, *pool, request.Username)); });
  MakePassword(context, *pool, request, made);
  const util::EpochMillis now = world.clock.Now();
  sign_up::CommitAsking(rounds, [&](storage::Transaction& transaction) {
    made.user = invited(accounts::RequireStill(transaction, made.user));
    messaging::DeleteCode(transaction, made.user, messaging::CodePurpose::kForgotPassword);
    accounts::SetPassword(transaction, *pool, made.user, *made.verifier, now);
    accounts::Save(transaction, *pool, now, made.user);
    Invite(transaction, *pool, request, now, asker, made);
  });
  return made;
}

}  // namespace

api::AdminCreateUserResponse AdminCreateUser(const Context& context, const api::AdminCreateUserRequest& request) {
  world::LookCallCommit rounds(context.world.store);
  const pools::SharedPool pool = rounds.Look([&](const storage::Transaction& transaction) {
    return pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
  });
  const bool again = request.MessageAction == api::MessageActionType::RESEND;
  sign_up::Asker asker(context.world, context.caller, "", request.ClientMetadata);
  const Made made = again ? InviteAgain(context, rounds, pool, request, asker) : Create(context, rounds, pool, request, asker);
  made.sent.Dispatch(asker, *pool, made.user);
  return {accounts::Shown(made.user)};
}

// A second invitation is one, whether the user is there or not.
Existence AdminCreateUserExists(const storage::Transaction& transaction, const Context& context,
                                const api::AdminCreateUserRequest& request) {
  const bool is_there = FindUserOfPool(transaction, context, request.UserPoolId, request.Username).has_value();
  return is_there && request.MessageAction != api::MessageActionType::RESEND ? Existence::kHere : Existence::kNowhere;
}

}  // namespace rockpool::operations
