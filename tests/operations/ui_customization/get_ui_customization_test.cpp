#include <gtest/gtest.h>

#include "tests/operations/ui_customization/customized_pool.h"

namespace rockpool::support {
namespace {

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

TEST_F(GetUICustomization, WantsADomainAndKeepsTheLooksWithoutOne) {
  const std::string set = pool_.Set(kCss).body;
  pool_.RemoveDomain();
  EXPECT_EQ(OutcomeOf(pool_.Get()), "InvalidParameterException: There has to be an existing domain associated with this user pool");
  pool_.AddDomain();
  EXPECT_EQ(pool_.Get().body, set);
}

}  // namespace
}  // namespace rockpool::support
