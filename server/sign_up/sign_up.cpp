#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/api/errors.h"
#include "server/clients/client_in_use.h"
#include "server/messaging/codes.h"
#include "server/sign_up/calls.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/invitation.h"
#include "server/util/lists.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::sign_up {
namespace {

struct Drawn {
  std::string sub;
  std::string code;
};

void RefuseWhereAdministratorsCreate(const pools::PoolInUse& pool) {
  if (pool.settings.AdminCreateUserConfig && pool.settings.AdminCreateUserConfig->AllowAdminCreateUserOnly.value_or(false)) {
    throw api::NotAuthorizedException("SignUp is not permitted for this user pool");
  }
}

}  // namespace

api::SignUpResponse SignUp(const world::World& world, const api::SignUpRequest& request, By by) {
  CheckForm(by, {request.Username, request.Password, std::nullopt, util::MembersOf(request.UserAttributes)});
  world::LookCallCommit rounds(world.store);
  const clients::SharedClient client =
      rounds.Look([&](const storage::Transaction& transaction) { return clients::UseClient(transaction, world.caches, request.ClientId); });
  const pools::PoolInUse& pool = *client->pool;
  if (by == By::kApplication) {
    clients::CheckSecretHash(*client, request.Username, request.SecretHash);
  }
  RefuseWhereAdministratorsCreate(pool);
  const Drawn drawn{util::RandomUuid(world.random), messaging::DrawCode(world.random)};
  accounts::NewName name = accounts::NameNewUser(pool, request.Username, drawn.sub);
  const auto attributes = accounts::WithName(name, util::MembersOf(request.UserAttributes));
  const bool has_password = request.Password && !request.Password->empty();
  if (has_password || !AllowsNoPassword(pool, attributes)) {
    accounts::CheckPolicy(pool, request.Password.value_or(""));
  }
  accounts::CheckWritable(*client, util::MembersOf(request.UserAttributes));
  accounts::CheckAttributes(pool, accounts::AttributeWrite::kSignUp, nullptr, attributes);

  const util::EpochMillis now = world.clock.Now();
  accounts::User user = accounts::NewUser(pool, std::move(name.username), drawn.sub, api::UserStatusType::UNCONFIRMED, now);
  accounts::Apply(accounts::AttributeWrite::kSignUp, user, attributes);
  std::optional<storage::PasswordVerifier> verifier;
  if (has_password) {
    verifier = accounts::MakeVerifier(pool, user.username(), *request.Password, world.random);
  }
  const auto destination = DestinationOfConfirmation(pool, user);
  const auto message = rounds.Commit([&](storage::Transaction& transaction) {
    clients::UseClient(transaction, world.caches, request.ClientId);
    accounts::RefuseTakenName(transaction, pool, user, "User already exists");  // recorded by moto
    accounts::Insert(transaction, pool, user);
    if (verifier) {
      accounts::SetPassword(transaction, pool, user, *verifier, now);
    }
    std::optional<storage::Message> sent;
    if (destination) {
      messaging::KeepCode(transaction, user, messaging::CodePurpose::kConfirmSignUp, drawn.code, *destination, now);
      sent = messaging::Compose(pool, user, *destination,
                                {messaging::MessagePurpose::kSignUp, client->id, drawn.code, "", LinkOriginOf(transaction, pool)}, now);
      messaging::Send(transaction, *sent);
    }
    return sent;
  });
  api::SignUpResponse response;
  response.UserSub = drawn.sub;
  if (message) {
    messaging::Announce(*message);
    response.CodeDeliveryDetails = messaging::Shown(*destination);
  }
  return response;
}

}  // namespace rockpool::sign_up
