// A custom domain with Routing: the secondary replica answers while the primary's region is down.
#include <gtest/gtest.h>

#include "server/pools/replicas/down_regions.h"
#include "tests/oauth/support/page_test.h"
#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::kOk;
using support::kPassword;
using support::OutcomeOf;
using support::Page;

class Routing : public support::PageTest {
 protected:
  explicit Routing(const std::string& of_pool = "", const std::string& of_client = "{}") {
    UsePool(support::kReplicable + of_pool, of_client);
    support::CreateUser(oauth.service, here, kUser);
    EXPECT_EQ(OutcomeOf(Call("CreateUserPoolReplica", R"("RegionName":"eu-west-1")")), kOk);
    oauth.service.clock.Advance(support::kLong);
    EXPECT_EQ(OutcomeOf(Call("UpdateUserPoolReplica", R"("RegionName":"eu-west-1","Status":"ACTIVE")")), kOk);
    EXPECT_EQ(OutcomeOf(Call("CreateUserPoolDomain",
                             R"("Domain":"auth.routed.example","ManagedLoginVersion":)" + std::to_string(GetParam()) +
                                 R"(,"CustomDomainConfig":{"CertificateArn":)"
                                 R"("arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"},)"
                                 R"("Routing":{"Failover":{"SecondaryRegion":"eu-west-1","PrimaryRoute53HealthCheckId":"check"}})")),
              kOk);
  }

  void SetDown(const std::string& region, bool is_down = true) {
    oauth.service.world().settings.Of<pools::RegionSettings>().down->Put(region, is_down);
  }

  Page LogInBy(Browser& other, std::string_view password = kPassword) {
    return SubmitBy(other, other.Get(At("/login")), {{"username", kUser}, {"password", std::string(password)}});
  }
  // A browser of its own: who is signed in is asked nothing.
  Page LogInAnew(std::string_view password = kPassword) {
    Browser other{oauth, "https://auth.routed.example"};
    return LogInBy(other, password);
  }
  void GuessWrong() {
    for (int i = 0; i < 5; ++i) {
      LogInAnew("wrong");
    }
  }

  static constexpr const char* kLocked = "Password attempts exceeded";
  Browser routed{oauth, "https://auth.routed.example"};
};
ROCKPOOL_IN_BOTH_LOOKS(Routing);

TEST_P(Routing, LeadsToTheReplicaWhileThePrimaryIsDown) {
  SetDown("us-east-1");
  EXPECT_TRUE(IsBack(LogInAnew())) << "who is there signs in";
  GuessWrong();
  EXPECT_TRUE(LogInAnew().Shows(kLocked));
  EXPECT_TRUE(IsBack(LogInBy(browser))) << "the replica counts wrong passwords by itself";
  SetDown("us-east-1", false);
  EXPECT_TRUE(IsBack(LogInAnew()));
}

TEST_P(Routing, LeadsToAReplicaThatSignsNobodyUp) {
  const auto sign_up = [this] { return SubmitBy(routed, routed.Get(At("/signup")), {{"username", "bea"}, {"password", kPassword}}); };
  SetDown("us-east-1");
  EXPECT_TRUE(sign_up().Shows("This operation is not enabled in this Region."));
  SetDown("us-east-1", false);
  EXPECT_FALSE(sign_up().Shows("This operation is not enabled in this Region."));
}

TEST_P(Routing, LeadsToThePrimaryAsLongAsItsRegionIsUp) {
  SetDown("eu-west-1");
  GuessWrong();
  EXPECT_TRUE(LogInBy(browser).Shows(kLocked));
}

TEST_P(Routing, LeadsToNoReplicaThatIsNotActive) {
  SetDown("us-east-1");
  EXPECT_EQ(OutcomeOf(Call("UpdateUserPoolReplica", R"("RegionName":"eu-west-1","Status":"INACTIVE")")), kOk);
  GuessWrong();
  EXPECT_TRUE(LogInBy(browser).Shows(kLocked));
}

class RoutedPasskeys : public Routing {
 protected:
  RoutedPasskeys()
      : Routing(R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}})",
                R"({"ExplicitAuthFlows":["ALLOW_USER_AUTH"]})") {}

  Page SignIn() {
    const Page ways = routed.Follow(SubmitBy(routed, routed.Get(At("/login")), {{"username", kUser}}));
    return routed.Follow(SubmitBy(routed, ways, {{"password", kPassword}}));
  }

  static constexpr const char* kOffer = "data-passkey=\"create\"";
  static constexpr const char* kNotEnabled = "This operation is not enabled in this Region.";
};
INSTANTIATE_TEST_SUITE_P(Pages, RoutedPasskeys, testing::Values(2), support::LookName);

TEST_P(RoutedPasskeys, AreNotOfferedByTheReplica) {
  SetDown("us-east-1");
  EXPECT_TRUE(IsBack(SignIn()));
  EXPECT_TRUE(routed.Get(At("/passkeys/add")).Shows(kNotEnabled));
}

TEST_P(RoutedPasskeys, AreNotAddedByTheReplica) {
  const Page offer = SignIn();
  ASSERT_TRUE(IsAt(offer, kOffer)) << offer.location() << offer.body;
  SetDown("us-east-1");
  const Page again = SubmitBy(routed, offer, {{"credential", "{}"}});
  EXPECT_TRUE(again.Shows(kNotEnabled)) << again.body;
  EXPECT_TRUE(IsBack(SubmitBy(routed, again, {{"skip", "true"}}))) << "the sign-in goes on";
}

}  // namespace
}  // namespace rockpool::oauth
