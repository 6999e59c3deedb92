#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/accounts/sub.h"
#include "server/api/errors.h"
#include "server/clients/auth_sessions.h"
#include "server/clients/client_in_use.h"
#include "server/messaging/codes.h"
#include "server/messaging/dispatch.h"
#include "server/pools/replicas/replicas.h"
#include "server/risk/open_event.h"
#include "server/sign_up/asker.h"
#include "server/sign_up/calls.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/invitation.h"
#include "server/sign_up/session.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/triggers/invoker.h"
#include "server/util/lists.h"
#include "storage/store.h"

namespace rockpool::sign_up {
namespace {

using Answer = triggers::PreSignUpAnswer;

void RefuseWhereAdministratorsCreate(const pools::PoolInUse& pool) {
  if (pool.settings.AdminCreateUserConfig && pool.settings.AdminCreateUserConfig->AllowAdminCreateUserOnly.value_or(false)) {
    throw api::NotAuthorizedException("SignUp is not permitted for this user pool");
  }
}

// Who signs up, drawn and checked as far as that goes without the store.
struct Newcomer {
  accounts::User user;
  std::vector<api::AttributeType> attributes;  // as they were sent
  std::optional<storage::PasswordVerifier> verifier;
  messaging::Letter letter;
  std::optional<std::string> session;  // for who confirms him
  util::EpochMillis now = 0;
};

Newcomer Check(const world::World& world, const clients::ClientInUse& client, const api::SignUpRequest& request, By by) {
  const pools::PoolInUse& pool = *client.pool;
  const std::string sub = accounts::DrawSub(world.random);
  Newcomer comer;
  comer.letter.client_id = client.id;
  comer.letter.code = messaging::DrawCode(world.random);
  accounts::NewName name = accounts::NameNewUser(pool, request.Username, sub);
  comer.attributes = accounts::WithName(name, util::MembersOf(request.UserAttributes));
  const bool has_password = request.Password && !request.Password->empty();
  // Documented: the pages want a password, whatever ways to sign in without one the pool has.
  if (has_password || by == By::kHostedPage || !AllowsNoPassword(pool, comer.attributes)) {
    accounts::CheckPolicy(pool, request.Password.value_or(""));
  }
  accounts::CheckWritable(client, util::MembersOf(request.UserAttributes));
  accounts::CheckAttributes(pool, accounts::AttributeWrite::kSignUp, nullptr, comer.attributes);
  comer.now = world.clock.Now();
  comer.user = accounts::NewUser(pool, std::move(name.username), sub, api::UserStatusType::UNCONFIRMED, comer.now);
  accounts::Apply(accounts::AttributeWrite::kSignUp, comer.user, comer.attributes);
  if (has_password) {
    comer.verifier = accounts::MakeVerifier(pool, comer.user.username(), *request.Password, world.random);
  }
  return comer;
}

// Requires of the answer that it verifies nothing that is not there, which AskPreSignUp sees to.
accounts::User Keep(storage::Transaction& transaction, const pools::PoolInUse& pool, const Newcomer& comer, const Answer& answer) {
  accounts::User user = comer.user;
  if (answer.confirms) {
    user.content.UserStatus = api::UserStatusType::CONFIRMED;
  }
  if (answer.verifies_email) {
    accounts::SetAttribute(user, "email_verified", "true");
  }
  if (answer.verifies_phone) {
    accounts::SetAttribute(user, "phone_number_verified", "true");
  }
  if (answer.verifies_email || answer.verifies_phone) {
    // Documented: an alias that is verified so is taken from who has it.
    accounts::ClaimAliases(transaction, pool, comer.now, user, true);
  }
  accounts::Insert(transaction, pool, user);
  if (comer.verifier) {
    accounts::SetPassword(transaction, pool, user, *comer.verifier, comer.now);
  }
  return user;
}

// Assumed: who is confirmed already gets none.
void KeepSession(storage::Transaction& transaction, const clients::ClientInUse& client, const accounts::User& user, const Newcomer& comer) {
  if (comer.session && user.status() == api::UserStatusType::UNCONFIRMED) {
    WriteSession(transaction, client, user, SessionKind::kSignedUp, *comer.session, "", comer.now);
  }
}

// Where his code goes; nullopt if he needs none.
std::optional<messaging::Destination> DestinationOf(const pools::PoolInUse& pool, const accounts::User& user) {
  return user.status() == api::UserStatusType::UNCONFIRMED ? DestinationOfConfirmation(pool, user) : std::nullopt;
}

storage::Message Send(storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user,
                      const messaging::Destination& destination, messaging::Letter letter, util::EpochMillis now) {
  messaging::KeepCode(transaction, user, messaging::CodePurpose::kConfirmSignUp, letter.code, destination, now);
  letter.link_origin = LinkOriginOf(transaction, pool);
  auto sent = messaging::Compose(pool, user, destination, letter, now);
  messaging::Send(transaction, sent);
  return sent;
}

// The code of a user who is kept already, and stays so if CustomMessage refuses. nullopt if he needs it no more when that has answered.
std::optional<storage::Message> SendAsking(const pools::PoolInUse& pool, const accounts::User& user, Newcomer& comer, const Asker& asker,
                                           world::LookCallCommit& rounds) {
  const auto destination = DestinationOf(pool, user);
  if (!destination) {
    return std::nullopt;
  }
  comer.letter.texts = messaging::AskForTexts(asker.In(pool), triggers::PersonOf(user), messaging::MessagePurpose::kSignUp,
                                              destination->medium, asker.client_metadata());
  return rounds.Commit([&](storage::Transaction& transaction) -> std::optional<storage::Message> {
    const auto still = accounts::FindStill(transaction, user);
    const auto there = still ? DestinationOf(pool, *still) : std::nullopt;
    if (!there || there->address != destination->address) {
      return std::nullopt;
    }
    return Send(transaction, pool, *still, *destination, comer.letter, comer.now);
  });
}

}  // namespace

api::SignUpResponse SignUp(const world::World& world, const world::Caller& caller, const api::SignUpRequest& request, By by) {
  pools::RequirePrimary(caller);
  CheckForm(by, {request.Username, request.Password, std::nullopt, util::MembersOf(request.UserAttributes)});
  world::LookCallCommit rounds(world.store);
  const clients::SharedClient client =
      rounds.Look([&](const storage::Transaction& transaction) { return clients::UseClient(transaction, world.caches, request.ClientId); });
  const pools::PoolInUse& pool = *client->pool;
  triggers::RequireMayCall(world.settings, pool);
  if (by == By::kApplication) {
    clients::CheckSecretHash(*client, request.Username, request.SecretHash);
  }
  RefuseWhereAdministratorsCreate(pool);
  Newcomer comer = Check(world, *client, request, by);
  const risk::RequestContext context{request.UserContextData};
  risk::CallEvent event({world, *client, caller, context}, rounds, api::EventType::SignUp);
  event.Assess(comer.user, request.Password, false);
  // A page needs none: it has the password.
  if (by == By::kApplication && HasSessions(*client)) {
    comer.session = clients::DrawSession(world.random);
  }
  const Asker asker(world, caller, client->id, request.ClientMetadata);
  // Assumed: before it is looked whether the name is taken, so the function is asked about one that is, too.
  const Answer answer =
      triggers::AskPreSignUp(asker.In(pool), triggers::SignUpSource::kSignUp, triggers::Submitted(comer.user.username(), comer.attributes),
                             ValidationOf(request.ValidationData), asker.client_metadata());
  accounts::User user;
  auto message = rounds.Commit([&](storage::Transaction& transaction) -> std::optional<storage::Message> {
    clients::UseClient(transaction, world.caches, request.ClientId);
    accounts::RefuseTakenName(transaction, pool, comer.user, "User already exists");  // recorded by moto
    user = Keep(transaction, pool, comer, answer);
    event.Write(transaction, user, api::EventResponseType::InProgress);  // documented: sign-ups are
    KeepSession(transaction, *client, user, comer);
    const auto destination = DestinationOf(pool, user);
    if (!destination || messaging::AsksForTexts(pool, destination->medium)) {
      return std::nullopt;
    }
    return Send(transaction, pool, user, *destination, comer.letter, comer.now);
  });
  event.Tell(asker.In(pool));
  if (!message) {
    message = SendAsking(pool, user, comer, asker, rounds);
  }
  api::SignUpResponse response;
  response.UserSub = accounts::SubOf(user);
  response.UserConfirmed = user.status() == api::UserStatusType::CONFIRMED;
  if (!response.UserConfirmed) {
    response.Session = comer.session;
  }
  if (message) {
    asker.Dispatch(pool, user, *message);
    response.CodeDeliveryDetails = messaging::Shown(*DestinationOf(pool, user));
  }
  if (response.UserConfirmed) {
    triggers::TellPostConfirmation(asker.In(pool), triggers::ConfirmationSource::kConfirmSignUp, triggers::PersonOf(user),
                                   asker.client_metadata());
  }
  return response;
}

}  // namespace rockpool::sign_up
