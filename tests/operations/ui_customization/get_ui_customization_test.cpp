#include <gtest/gtest.h>

#include "tests/operations/ui_customization/customized_pool.h"

namespace rockpool {
namespace {

using support::CustomizedPool;
using support::kCss;
using support::kLogo;
using support::kOk;
using support::OutcomeOf;
using support::TestService;

constexpr const char* kNothing = R"({"UICustomization":{}})";

class GetUICustomization : public testing::Test {
 protected:
  TestService service_;
  CustomizedPool pool_{service_};
  std::string cloud_front_ = pool_.AddDomain();
  std::string client_ = pool_.AddClient();
};

TEST_F(GetUICustomization, ShowsAnEmptyObjectWhereNothingWasSet) {
  EXPECT_EQ(pool_.Get().body, kNothing);
  EXPECT_EQ(pool_.GetOf("ALL").body, kNothing);
  EXPECT_EQ(pool_.GetOf(client_).body, kNothing);
}

TEST_F(GetUICustomization, ShowsThePoolsLooksForAppClientsWithoutTheirOwn) {
  const std::string of_all = pool_.Set(std::string(kCss) + "," + kLogo).body;
  const std::string of_client = pool_.SetOf(client_, kLogo).body;
  EXPECT_EQ(pool_.Get().body, of_all);
  EXPECT_EQ(pool_.GetOf("ALL").body, of_all);
  EXPECT_EQ(pool_.GetOf(pool_.AddClient()).body, of_all);
  EXPECT_EQ(pool_.GetOf(client_).body, of_client);
}

TEST_F(GetUICustomization, GoesBackToThePoolsLooksWhenTheAppClientsAreTakenBack) {
  const std::string of_all = pool_.Set(kCss).body;
  pool_.SetOf(client_, kLogo);
  const std::string taken_back = pool_.SetOf(client_, "").body;
  EXPECT_EQ(pool_.GetOf(client_).body, of_all);
  pool_.Set("");
  EXPECT_EQ(pool_.GetOf(client_).body, taken_back);
}

TEST_F(GetUICustomization, ChangesNothing) {
  const std::string set = pool_.Set(std::string(kCss) + "," + kLogo).body;
  service_.clock.Advance(10'000);
  EXPECT_EQ(pool_.Get().body, set);
  EXPECT_EQ(pool_.Get().body, set);
}

TEST_F(GetUICustomization, WantsADomainAndKeepsTheLooksWithoutOne) {
  const std::string set = pool_.Set(kCss).body;
  pool_.RemoveDomain();
  EXPECT_EQ(OutcomeOf(pool_.Get()), "InvalidParameterException: There has to be an existing domain associated with this user pool");
  pool_.AddDomain();
  EXPECT_EQ(pool_.Get().body, set);
}

TEST_F(GetUICustomization, TellsAnUnknownAppClientAndAnUnknownPool) {
  EXPECT_EQ(OutcomeOf(pool_.GetOf("nobody")), "ResourceNotFoundException: User pool client nobody does not exist.");
  EXPECT_EQ(OutcomeOf(service_.Call("GetUICustomization", R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST_F(GetUICustomization, FindsNothingOfADeletedAppClientOrPool) {
  const char* fixed_id = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  CustomizedPool pool(service_, fixed_id);
  pool.AddDomain("reborn");
  const std::string client = pool.AddClient();
  pool.Set(kCss);
  pool.SetOf(client, kLogo);
  pool.DeleteClient(client);
  EXPECT_EQ(OutcomeOf(pool.GetOf(client)), "ResourceNotFoundException: User pool client " + client + " does not exist.");
  ASSERT_EQ(pool.Try("DeleteUserPoolDomain", support::TextMember("Domain", "reborn")), kOk);
  ASSERT_EQ(pool.Try("DeleteUserPool"), kOk);
  CustomizedPool reborn(service_, fixed_id);
  reborn.AddDomain("reborn");
  EXPECT_EQ(reborn.Get().body, kNothing);
}

}  // namespace
}  // namespace rockpool
