// Where codes go, and what is shown of it to who must not know more. The operations' tests have the rest.
#include "server/sign_up/delivery.h"

#include <gtest/gtest.h>

#include "tests/unit/accounts/pools.h"

namespace rockpool::sign_up {
namespace {

using accounts::PoolOf;

constexpr const char* kSecret = "the secret of a test";

std::string AttributeOf(const std::optional<messaging::Destination>& destination) { return destination ? destination->attribute : "none"; }

accounts::User WithBoth(const pools::PoolInUse& pool) {
  return accounts::UserOf(
      pool, "alice",
      {{"email", "a@example.com"}, {"email_verified", "true"}, {"phone_number", "+12345678901"}, {"phone_number_verified", "true"}});
}

TEST(DestinationOfRecovery, IsThePhoneFirstInAPoolFromBeforeThereWasASetting) {
  const auto old = PoolOf("{}");
  EXPECT_EQ(AttributeOf(DestinationOfRecovery(old, WithBoth(old))), "phone_number");
  EXPECT_EQ(UsualOfRecovery(old), "phone_number");
}

TEST(DestinationOfRecovery, IsNoneWhereAdministratorsRecover) {
  const auto closed = PoolOf(R"({"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]}})");
  EXPECT_TRUE(AdministratorsRecover(closed));
  EXPECT_EQ(AttributeOf(DestinationOfRecovery(closed, WithBoth(closed))), "none");
}

TEST(DestinationOfRecovery, IsNoneWithoutAnyMechanism) {
  const auto none = PoolOf(R"({"AccountRecoverySetting":{"RecoveryMechanisms":[]}})");
  EXPECT_FALSE(AdministratorsRecover(none));
  EXPECT_EQ(AttributeOf(DestinationOfRecovery(none, WithBoth(none))), "none");
}

TEST(DestinationOfConfirmation, IsWhatThePoolVerifiesAndTheUserHas) {
  const auto by_email = PoolOf(R"({"AutoVerifiedAttributes":["email"]})");
  EXPECT_EQ(AttributeOf(DestinationOfConfirmation(by_email, WithBoth(by_email))), "email");
  const auto by_both = PoolOf(R"({"AutoVerifiedAttributes":["email","phone_number"]})");
  EXPECT_EQ(AttributeOf(DestinationOfConfirmation(by_both, WithBoth(by_both))), "phone_number");
  EXPECT_EQ(AttributeOf(DestinationOfConfirmation(by_both, accounts::UserOf(by_both, "bob", {{"email", "b@example.com"}}))), "email");
  EXPECT_EQ(AttributeOf(DestinationOfConfirmation(by_both, accounts::UserOf(by_both, "carol"))), "none");
  const auto by_none = PoolOf("{}");
  EXPECT_EQ(AttributeOf(DestinationOfConfirmation(by_none, WithBoth(by_none))), "none");
}

TEST(SimulatedDelivery, IsAlwaysTheSameOfANameInAPool) {
  const auto pool = PoolOf("{}");
  const auto shown = [&](std::string_view secret, std::string_view name) {
    return SimulatedDelivery(pool, secret, name, "phone_number").Destination.value_or("");
  };
  EXPECT_EQ(shown(kSecret, "nobody"), shown(kSecret, "nobody"));
  EXPECT_NE(shown(kSecret, "nobody"), shown(kSecret, "nobody2"));
  EXPECT_NE(shown(kSecret, "nobody"), shown("another secret", "nobody"));
}

TEST(SimulatedDelivery, IsTheSameOfNamesThatThePoolDoesNotTellApart) {
  const auto folding = PoolOf(R"({"UsernameConfiguration":{"CaseSensitive":false}})");
  EXPECT_EQ(SimulatedDelivery(folding, kSecret, "Nobody", "phone_number"), SimulatedDelivery(folding, kSecret, "nobody", "phone_number"));
}

TEST(SimulatedDelivery, MasksANameThatIsAnAddressWhateverIsUsual) {
  const auto pool = PoolOf("{}");
  EXPECT_EQ(SimulatedDelivery(pool, kSecret, "first@example.com", "phone_number").Destination, "f***@e***");
  EXPECT_EQ(SimulatedDelivery(pool, kSecret, "+12345679934", "email").Destination, "+*******9934");
}

TEST(SimulatedDelivery, LooksLikeADeliveryByTheUsualMedium) {
  const auto pool = PoolOf("{}");
  const auto by_phone = SimulatedDelivery(pool, kSecret, "nobody", "phone_number");
  EXPECT_EQ(by_phone.DeliveryMedium, api::DeliveryMediumType::SMS);
  EXPECT_EQ(by_phone.Destination.value_or("").size(), std::string_view("+*******9934").size());
  const auto by_email = SimulatedDelivery(pool, kSecret, "nobody", "email");
  EXPECT_EQ(by_email.DeliveryMedium, api::DeliveryMediumType::EMAIL);
  EXPECT_EQ(by_email.Destination.value_or("").size(), std::string_view("f***@e***").size());
}

}  // namespace
}  // namespace rockpool::sign_up
