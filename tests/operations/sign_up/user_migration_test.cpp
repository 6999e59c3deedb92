// The users whom a UserMigration function knows, as ForgotPassword makes them; and what MigrateUser makes of an answer.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>

#include "server/accounts/passwords.h"
#include "server/clients/client_in_use.h"
#include "server/messaging/settings.h"
#include "server/sign_up/calls.h"
#include "server/sign_up/migration.h"
#include "storage/store.h"
#include "tests/operations/sign_up/triggered_pool.h"
#include "tests/support/refusal.h"

namespace rockpool::support {
namespace {

constexpr const char* kSource = "UserMigration_ForgotPassword";
constexpr const char* kKnown =
    R"({"userAttributes":{"email":"a@example.com","email_verified":"true"},"messageAction":"SUPPRESS","finalUserStatus":"RESET_REQUIRED"})";

class UserMigration : public TriggeredTest {
 protected:
  std::string Forget(const SignUpPool& of, std::string_view username) const { return of.TryFor("ForgotPassword", username, kMetadata); }

  // What MigrateUser makes of `migrated` for the typed name, or throws.
  accounts::User Migrate(const SignUpPool& of, const triggers::MigratedUser& migrated, const std::string& typed = "alice",
                         const std::optional<std::string>& password = "legacy") const {
    const world::World& world = service.world();
    const clients::SharedClient client = world.store.Read(
        [&](const storage::Transaction& transaction) { return clients::UseClient(transaction, world.caches, of.client()); });
    world::LookCallCommit rounds(world.store);
    return sign_up::MigrateUser({world, *client->pool, client->id, "", nullptr}, migrated, typed, password, std::nullopt, rounds);
  }
  std::string TryMigrate(const SignUpPool& of, const triggers::MigratedUser& migrated, const std::string& typed = "alice") const {
    return RefusalOf([&] { Migrate(of, migrated, typed); });
  }
  static triggers::MigratedUser Known(std::vector<api::AttributeType> attributes = {{"email", "a@example.com"}}) {
    triggers::MigratedUser known;
    known.final_status = api::UserStatusType::CONFIRMED;
    known.attributes = std::move(attributes);
    known.suppresses_message = true;
    return known;
  }
  static std::string NotMigrated(const SignUpPool& of) {
    return "UserNotFoundException: Exception migrating user in app client " + of.client();
  }
  bool HasPassword(const SignUpPool& of, const std::string& username, const std::string& password) {
    const accounts::User user = UserOf(service, of.id(), username);
    const world::World& world = service.world();
    return world.store.Read([&](const storage::Transaction& transaction) {
      const auto verifier = transaction.credentials().Find(user.number()).password;
      const auto client = clients::UseClient(transaction, world.caches, of.client());
      return verifier && accounts::IsPassword(*client->pool, user.username(), password, *verifier);
    });
  }

  SignUpPool pool = PoolWith({"UserMigration"});
};

TEST_F(UserMigration, MakesTheUserWhoThenRecoversHisPassword) {
  functions->Respond(kSource, kKnown);
  EXPECT_EQ(Forget(pool, "alice"), kOk);
  EXPECT_EQ(pool.Status("alice"), "RESET_REQUIRED");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
  EXPECT_EQ(pool.CountMessages(), 1) << "the code alone";
  EXPECT_EQ(pool.TryRecover("alice", pool.LastCode()), kOk);
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
}

TEST_F(UserMigration, IsToldWhatWasTypedAndTheMetadata) {
  functions->Respond(kSource, kKnown);
  Forget(pool, "Alice");
  EXPECT_EQ(functions->In(kSource, "userName"), "Alice");
  EXPECT_EQ(functions->In(kSource, "request.password"), "-");
  EXPECT_EQ(functions->In(kSource, "request.clientMetadata.from"), "test");
  EXPECT_EQ(functions->In(kSource, "callerContext.clientId"), pool.client());
}

TEST_F(UserMigration, IsAskedOfNobodyWhoIsThere) {
  pool.CreateReachable("alice");
  EXPECT_EQ(Forget(pool, "alice"), kOk);
  EXPECT_TRUE(functions->Sources().empty());
}

TEST_F(UserMigration, LeavesWhomItDoesNotKnowUnknown) {
  EXPECT_EQ(Forget(pool, "nobody"), kNoSuchUser);
  functions->Throw(kSource, "Bad user");
  EXPECT_EQ(Forget(pool, "nobody"), Refused("UserMigration", "Bad user"));
  functions->Respond(kSource, R"({"userAttributes":{"email":"nowhere"}})");
  EXPECT_EQ(Forget(pool, "nobody"), NotMigrated(pool));
  EXPECT_FALSE(Exists(pool, "nobody"));
}

TEST_F(UserMigration, IsSimulatedForWhomItDoesNotKnowWhereTheClientHidesWhoExists) {
  const SignUpPool hiding = PoolWith({"UserMigration"}, {.client = kHides});
  const std::string simulated = hiding.CallFor("ForgotPassword", "nobody").body;
  EXPECT_EQ(functions->CountOf(kSource), 1U);
  EXPECT_NE(simulated.find("CodeDeliveryDetails"), std::string::npos);
  functions->Respond(kSource, R"({"userAttributes":{"email":"a@example.com"}})");
  EXPECT_EQ(hiding.CallFor("ForgotPassword", "nobody").body, simulated) << "he has no verified address";
}

TEST_F(UserMigration, TellsOfItsFailuresWhateverTheClientHides) {
  for (const char* client : {kHides, ""}) {
    const SignUpPool of = PoolWith({"UserMigration"}, {.client = client});
    functions->Throw(kSource, "Bad user");
    EXPECT_EQ(Forget(of, "nobody"), Refused("UserMigration", "Bad user"));
    functions->Miss(kSource, "AccessDeniedException");
    EXPECT_EQ(Forget(of, "nobody"), NotMigrated(of));
    for (const char* response : {R"({"userAttributes":{"email":"nowhere"}})", R"({"finalUserStatus":"CONFIRMED"})",
                                 R"({"userAttributes":{}})", R"({"unknown":1})"}) {
      functions->Respond(kSource, response);
      EXPECT_EQ(Forget(of, "nobody"), NotMigrated(of)) << response;
    }
    EXPECT_FALSE(Exists(of, "nobody"));
    EXPECT_EQ(of.CountMessages(), 0);
  }
}

TEST_F(UserMigration, HandsTheMetadataOnToTheCustomSenderOfTheWelcome) {
  const SignUpPool sending = PoolWith({"UserMigration", "CustomEmailSender"});
  functions->Respond(kSource, R"({"userAttributes":{"email":"a@example.com","email_verified":"true"},"desiredDeliveryMediums":["EMAIL"]})");
  const auto couriers = std::make_shared<messaging::Couriers>(1);
  world::World world = world::WithStore(service.world(), service.world().store, service.clock);
  world.settings.Put(messaging::Settings{.relays = {}, .data_keys = nullptr, .sender_couriers = couriers});
  api::ForgotPasswordRequest request;
  request.ClientId = sending.client();
  request.Username = "alice";
  request.ClientMetadata.emplace()["from"] = "test";
  sign_up::ForgotPassword(world, {}, request, sign_up::By::kApplication);
  EXPECT_EQ(couriers->Stop(std::chrono::seconds(30)), 0U);
  EXPECT_EQ(functions->In("CustomEmailSender_AdminCreateUser", "request.clientMetadata.from"), "test");
}

TEST_F(UserMigration, IsNotAskedWhereAdministratorsRecoverAndTheClientHidesIt) {
  const SignUpPool hiding =
      PoolWith({"UserMigration"},
               {.pool = R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]})", .client = kHides});
  EXPECT_EQ(Forget(hiding, "nobody"), "NotAuthorizedException: Contact administrator to reset password.");
  EXPECT_TRUE(functions->Sources().empty());
}

TEST_F(UserMigration, KeepsThePasswordOfBeforeUnlessItHasToBeReset) {
  EXPECT_EQ(Migrate(pool, Known()).status(), api::UserStatusType::CONFIRMED);
  EXPECT_TRUE(HasPassword(pool, "alice", "legacy")) << "whatever the pool's policy says";
  triggers::MigratedUser known = Known();
  known.final_status = api::UserStatusType::RESET_REQUIRED;
  EXPECT_EQ(Migrate(pool, known, "bob").status(), api::UserStatusType::RESET_REQUIRED);
  EXPECT_FALSE(HasPassword(pool, "bob", "legacy"));
  known.final_status = std::nullopt;
  EXPECT_EQ(Migrate(pool, known, "carol").status(), api::UserStatusType::RESET_REQUIRED);
  EXPECT_FALSE(HasPassword(pool, "carol", "legacy"));
}

TEST_F(UserMigration, WelcomesTheUserUnlessTheFunctionSuppressesIt) {
  triggers::MigratedUser known = Known({{"email", "a@example.com"}, {"phone_number", "+15551234567"}});
  Migrate(pool, known);
  EXPECT_EQ(pool.CountMessages(), 0);
  known.suppresses_message = false;
  Migrate(pool, known, "bob");
  EXPECT_EQ(pool.LastMessage().destination, "+15551234567") << "by SMS, as nothing else is said";
  EXPECT_EQ(pool.LastMessage().body, "Your username is bob. ");
  known.media = {api::DeliveryMediumType::EMAIL};
  Migrate(pool, known, "carol");
  EXPECT_EQ(pool.LastMessage().destination, "a@example.com");
  EXPECT_EQ(pool.LastMessage().temporary_password, "");
}

TEST_F(UserMigration, TakesAnAliasOnlyByForce) {
  const SignUpPool aliased = PoolWith({"UserMigration"}, {.pool = kEmailAlias});
  aliased.CreateReachable("holder");
  triggers::MigratedUser known = Known({{"email", "a@example.com"}, {"email_verified", "true"}});
  EXPECT_EQ(TryMigrate(aliased, known), NotMigrated(aliased));
  EXPECT_FALSE(Exists(aliased, "alice"));
  known.forces_alias = true;
  Migrate(aliased, known);
  EXPECT_EQ(aliased.Attribute("holder", "email_verified"), "false");
}

TEST_F(UserMigration, MayNameWhoTypedAnAlias) {
  const SignUpPool aliased = PoolWith({"UserMigration"}, {.pool = kEmailAlias});
  const auto known = Known({{"username", "alice"}, {"email", "a@example.com"}, {"email_verified", "true"}});
  EXPECT_EQ(Migrate(aliased, known, "a@example.com").username(), "alice");
  EXPECT_EQ(aliased.Call("AdminGetUser", R"("Username":"a@example.com")").TextAt("Username"), "alice");
  EXPECT_EQ(aliased.Attribute("alice", "username"), "");
}

TEST_F(UserMigration, MakesNobodyWhomTheTypedNameDoesNotFind) {
  const SignUpPool aliased = PoolWith({"UserMigration"}, {.pool = kEmailAlias});
  EXPECT_EQ(TryMigrate(aliased, Known({{"username", "alice"}, {"email", "a@example.com"}}), "a@example.com"), NotMigrated(aliased));
  EXPECT_EQ(TryMigrate(pool, Known({{"username", "ada"}, {"email", "a@example.com"}}), "Ada"), NotMigrated(pool));
  EXPECT_EQ(aliased.Try("AdminGetUser", R"("Username":"alice")"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(pool.Try("AdminGetUser", R"("Username":"ada")"), "UserNotFoundException: User does not exist.");
}

TEST_F(UserMigration, AsksForTheAddressThatWasTypedWhereItNamesTheUser) {
  const SignUpPool named = PoolWith({"UserMigration"}, {.pool = kNamesAreEmails});
  EXPECT_EQ(TryMigrate(named, Known({{"email", "other@example.com"}}), "a@example.com"), NotMigrated(named));
  EXPECT_EQ(TryMigrate(named, Known({{"name", "Alice"}}), "a@example.com"), NotMigrated(named));
  EXPECT_EQ(TryMigrate(named, Known(), "alice"), NotMigrated(named)) << "no address at all";
  const accounts::User user = Migrate(named, Known(), "a@example.com");
  EXPECT_EQ(user.username(), accounts::SubOf(user));
}

TEST_F(UserMigration, MakesNobodyOfAnAnswerThatThePoolDoesNotTake) {
  const SignUpPool strict =
      PoolWith({"UserMigration"}, {.pool = R"(,"Schema":[{"Name":"email","Required":true},{"Name":"name","Required":true}])"});
  EXPECT_EQ(TryMigrate(strict, Known()), NotMigrated(strict)) << "the name is missing";
  EXPECT_EQ(TryMigrate(strict, Known({{"email", "a@example.com"}, {"name", "Alice"}, {"custom:team", "x"}})), NotMigrated(strict));
  triggers::MigratedUser known = Known({{"email", "a@example.com"}, {"name", "Alice"}});
  known.enables_sms_mfa = true;
  EXPECT_EQ(TryMigrate(strict, known), NotMigrated(strict)) << "there is no MFA, nor a phone";
  EXPECT_FALSE(Exists(strict, "alice"));
}

TEST_F(UserMigration, HoldsAnAnswerToTheConstraintsOfRequests) {
  const auto named = [](const std::string& name) { return Known({{"email", "a@example.com"}, {"username", name}}); };
  const auto called = [](const std::string& value) { return Known({{"email", "a@example.com"}, {"nickname", value}}); };
  for (const std::string& name : {std::string(), std::string(129, 'a'), std::string("a b"), std::string("a\0b", 3)}) {
    EXPECT_EQ(TryMigrate(pool, named(name)), NotMigrated(pool)) << name;
  }
  for (const std::string& value : {std::string(2049, 'a'), std::string("a\0b", 3)}) {
    EXPECT_EQ(TryMigrate(pool, called(value)), NotMigrated(pool)) << value;
  }
  EXPECT_EQ(TryMigrate(pool, Known({{std::string(33, 'a'), "x"}})), NotMigrated(pool));
  EXPECT_EQ(Migrate(pool, named(std::string(128, 'a')), std::string(128, 'a')).username(), std::string(128, 'a'));
  EXPECT_EQ(Migrate(pool, called(std::string(2048, 'a'))).username(), "alice");
}

TEST_F(UserMigration, TurnsSmsMfaOnWhereThePoolHasIt) {
  const SignUpPool factors = PoolWith({"UserMigration"}, {.pool = std::string(kVerifiesBoth) + R"(,"MfaConfiguration":"OPTIONAL")"});
  triggers::MigratedUser known = Known({{"phone_number", "+15551234567"}});
  known.enables_sms_mfa = true;
  Migrate(factors, known);
  EXPECT_EQ(JsonAt(factors.Call("AdminGetUser", R"("Username":"alice")"), "UserMFASettingList"), R"(["SMS_MFA"])");
}

TEST_F(UserMigration, ReturnsWhoHasBeenMadeInTheMeantimeAsHeIs) {
  pool.Create("alice", {{"name", "The first"}});
  const accounts::User user = Migrate(pool, Known());
  EXPECT_EQ(accounts::SubOf(user), pool.Attribute("alice", "sub"));
  EXPECT_EQ(pool.Attribute("alice", "email"), "");
  EXPECT_FALSE(HasPassword(pool, "alice", "legacy"));
}

}  // namespace
}  // namespace rockpool::support
