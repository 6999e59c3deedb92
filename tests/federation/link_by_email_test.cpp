// What a rule's link_by_email does to the pool, and whom the person at the provider signs in as afterwards.
#include "server/triggers/rules/link_by_email.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>

#include "tests/federation/users_pool.h"
#include "tests/support/users.h"

namespace rockpool::federation {
namespace {

class LinkByEmail : public support::PoolTest<ProvidersPool> {
 protected:
  // What the rule fails with, for one who comes with that address.
  std::string Link(const ProvidersPool& of, const std::string& user_name, const std::string& email,
                   const std::optional<accounts::SourceName>& identity = std::nullopt,
                   std::optional<std::int64_t> generation = std::nullopt) {
    triggers::Invocation invocation;
    invocation.source = "PreSignUp_ExternalProvider";
    invocation.user_pool_id = of.id();
    invocation.event = R"({"userName":")" + user_name + R"(","request":{"userAttributes":{"email":")" + email + R"("}},"response":{}})";
    invocation.identity = identity;
    invocation.generation = generation;
    return triggers::LinkByEmail(service.world(), invocation);
  }
  std::string Link(const std::string& user_name, const std::string& email) { return Link(pool, user_name, email); }

  void AddUser(const ProvidersPool& to, const std::string& username, const std::string& email) {
    support::CreateUser(service, to.id(), username, {{"email", email}});
  }
};

TEST_F(LinkByEmail, SignsInTheUserWhoHasTheAddress) {
  pool.AddGoogle();
  AddUser(pool, "ada", "Ada@example.com");
  AddUser(pool, "eve", "eve@example.com");
  EXPECT_EQ(Link("Google_1", "ada@Example.com"), "");
  EXPECT_EQ(pool.UsernameOf("Google", Said("1")), "ada");
  EXPECT_EQ(pool.UsernameOf("Google", Said("2")), "Google_2");
}

TEST_F(LinkByEmail, ChangesNothingWhereNobodyHasTheAddress) {
  pool.AddGoogle();
  AddUser(pool, "ada", "ada@example.com");
  EXPECT_EQ(Link("Google_1", "bob@example.com"), "");
  EXPECT_EQ(Link("Google_1", ""), "");
  EXPECT_EQ(Link("Nobody_1", "ada@example.com"), "");
  EXPECT_EQ(pool.UsernameOf("Google", Said("1")), "Google_1");
}

TEST_F(LinkByEmail, PassesOverThoseWhomProvidersMade) {
  pool.AddGoogle(R"("email":"email")");
  pool.AddOkta();
  EXPECT_EQ(pool.UsernameOf("Google", Said("1", {{"email", "ada@example.com"}})), "Google_1");
  EXPECT_EQ(Link("Okta_2", "ada@example.com"), "");
  EXPECT_EQ(pool.UsernameOf("Okta", Said("2")), "Okta_2");
  AddUser(pool, "ada", "ada@example.com");
  EXPECT_EQ(Link("Okta_3", "ada@example.com"), "");
  EXPECT_EQ(pool.UsernameOf("Okta", Said("3")), "ada");
}

TEST_F(LinkByEmail, MayBeDoneTwice) {
  pool.AddGoogle();
  AddUser(pool, "ada", "ada@example.com");
  EXPECT_EQ(Link("Google_1", "ada@example.com"), "");
  EXPECT_EQ(Link("Google_1", "ada@example.com"), "");
  EXPECT_EQ(pool.UsernameOf("Google", Said("1")), "ada");
}

// The event's name is in small letters there, by which the provider's person would not be found again.
TEST_F(LinkByEmail, KeepsTheCaseOfTheSubjectWhereThePoolDoesNotTellItApart) {
  ProvidersPool blind(service, support::kIgnoringCase);
  blind.AddGoogle();
  AddUser(blind, "ada", "ada@example.com");
  EXPECT_EQ(Link(blind, "google_abc", "ada@example.com", accounts::SourceName{"Google", std::string(accounts::kSubjectAttribute), "AbC"}),
            "");
  EXPECT_EQ(blind.UsernameOf("Google", Said("AbC")), "ada");
}

TEST_F(LinkByEmail, FailsInTheWordsOfTheServiceWhereThereAreTooMany) {
  pool.AddGoogle();
  AddUser(pool, "ada", "ada@example.com");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Link("Google_" + std::to_string(i), "ada@example.com"), "");
  }
  EXPECT_EQ(Link("Google_5", "ada@example.com"), "Maximum number of identities linked to the user exceeded.");
}

TEST_F(LinkByEmail, ChangesNothingBehindAReset) {
  pool.AddGoogle();
  AddUser(pool, "ada", "ada@example.com");
  const std::int64_t generation = service.world().store.generation();
  EXPECT_EQ(Link(pool, "Google_1", "ada@example.com", std::nullopt, generation - 1), "");
  EXPECT_EQ(pool.UsernameOf("Google", Said("1")), "Google_1");
  EXPECT_EQ(Link(pool, "Google_2", "ada@example.com", std::nullopt, generation), "");
  EXPECT_EQ(pool.UsernameOf("Google", Said("2")), "ada");
}

TEST_F(LinkByEmail, ChangesNothingInAPoolThatIsGone) {
  pool.AddGoogle();
  triggers::Invocation invocation;
  invocation.source = "PreSignUp_ExternalProvider";
  invocation.user_pool_id = "us-east-1_nowhere";
  invocation.event = R"({"userName":"Google_1","request":{"userAttributes":{"email":"ada@example.com"}}})";
  EXPECT_EQ(triggers::LinkByEmail(service.world(), invocation), "");
}

}  // namespace
}  // namespace rockpool::federation
