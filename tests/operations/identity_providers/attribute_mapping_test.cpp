// The AttributeMapping of CreateIdentityProvider and UpdateIdentityProvider against the attributes of the pool.
#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool::support {
namespace {

using CreatedAttributeMapping = PoolTest<ProviderPool>;
using UpdatedAttributeMapping = PoolTest<ProviderPool>;

constexpr const char* kMissingEmail = "InvalidParameterException: The attribute mapping is missing required attributes [email]";

Details MappingOf(const Answer& answer) { return MapIn(answer, "AttributeMapping"); }

TEST_F(CreatedAttributeMapping, GainsTheDefaultUsernameAndIsDescribed) {
  const Details expected = {{"email", "mail"}, {"given_name", "first"}, {"username", "sub"}};
  EXPECT_EQ(MappingOf(pool.Create(kOidc, WithMapping({{"email", "mail"}, {"given_name", "first"}}))), expected);
  EXPECT_EQ(MappingOf(pool.Describe("Corp")), expected);
}

TEST_F(CreatedAttributeMapping, TakesCustomAttributesByTheirFullNames) {
  ProviderPool own(service, R"(,"Schema":[{"Name":"department","AttributeDataType":"String"}])");
  EXPECT_EQ(OutcomeOf(own.CreateNamed("One", kOidc, WithMapping({{"custom:department", "dept"}}))), kOk);
  EXPECT_EQ(OutcomeOf(own.CreateNamed("Two", kOidc, WithMapping({{"department", "dept"}}))),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [department]");
  EXPECT_EQ(OutcomeOf(own.CreateNamed("Two", kOidc, WithMapping({{"custom:other", "x"}, {"custom:department", "dept"}}))),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [custom:other]");
}

TEST_F(CreatedAttributeMapping, KnowsNotTheCustomAttributesOfOtherPools) {
  ProviderPool with(service, R"(,"Schema":[{"Name":"department","AttributeDataType":"String"}])");
  ProviderPool without(service);
  EXPECT_EQ(OutcomeOf(without.Create(kOidc, WithMapping({{"custom:department", "dept"}}))),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [custom:department]");
}

// A pool whose users must have an address.
class RequiredAttribute : public testing::Test {
 protected:
  TestService service_;
  ProviderPool pool_{service_, R"(,"Schema":[{"Name":"email","AttributeDataType":"String","Required":true}])"};
};

TEST_F(RequiredAttribute, MustBeMappedByEveryTypeOnCreate) {
  for (const auto& [type, details] : ProviderSamples()) {
    for (const std::string& mapping : {std::string(), WithMapping({}), WithMapping({{"name", "name"}})}) {
      EXPECT_EQ(OutcomeOf(pool_.Create(type, mapping)), kMissingEmail) << type.name << mapping;
    }
    EXPECT_EQ(
        OutcomeOf(pool_.CreateNamed(type.fixed_name ? type.name : std::string(type.name) + "Corp", type, WithMapping({{"email", "mail"}}))),
        kOk);
  }
}

TEST_F(RequiredAttribute, MustBeMappedByAnUpdateThatSendsAMapping) {
  pool_.Create(kOidc, WithMapping({{"email", "mail"}}));
  const std::string before = pool_.Describe("Corp").body;
  EXPECT_EQ(OutcomeOf(pool_.Update("Corp", WithMapping({{"name", "name"}}))), kMissingEmail);
  EXPECT_EQ(OutcomeOf(pool_.Update("Corp", WithMapping({}))), kMissingEmail);
  EXPECT_EQ(pool_.Describe("Corp").body, before);
}

TEST_F(RequiredAttribute, StaysMappedByAnUpdateThatSendsNone) {
  pool_.Create(kOidc, WithMapping({{"email", "mail"}}));
  EXPECT_EQ(OutcomeOf(pool_.Update("Corp", WithDetails({{"client_id", "new"}}))), kOk);
  EXPECT_EQ(MappingOf(pool_.Describe("Corp")), (Details{{"email", "mail"}, {"username", "sub"}}));
}

TEST_F(RequiredAttribute, AreAllToldThatAreMissing) {
  ProviderPool pool(service_, R"(,"Schema":[{"Name":"family_name","AttributeDataType":"String","Required":true},)"
                              R"({"Name":"given_name","AttributeDataType":"String","Required":true}])");
  EXPECT_EQ(OutcomeOf(pool.Create(kOidc)),
            "InvalidParameterException: The attribute mapping is missing required attributes [given_name, family_name]");
}

TEST_F(UpdatedAttributeMapping, IsKeptWhenLeftOut) {
  pool.Create(kOidc, WithMapping({{"email", "mail"}}));
  const Details expected = {{"email", "mail"}, {"username", "sub"}};
  EXPECT_EQ(MappingOf(pool.Update("Corp")), expected);
  EXPECT_EQ(MappingOf(pool.Update("Corp", WithDetails({{"client_id", "new"}}))), expected);
  EXPECT_EQ(MappingOf(pool.Update("Corp", R"("IdpIdentifiers":["a"])")), expected);
  EXPECT_EQ(MappingOf(pool.Describe("Corp")), expected);
}

TEST_F(UpdatedAttributeMapping, IsReplacedWholeAndGainsTheDefaultUsername) {
  pool.Create(kFacebook, WithMapping({{"email", "mail"}, {"name", "name"}}));
  EXPECT_EQ(MappingOf(pool.Update("Facebook", WithMapping({{"given_name", "first"}}))),
            (Details{{"given_name", "first"}, {"username", "id"}}));
  EXPECT_EQ(MappingOf(pool.Describe("Facebook")), (Details{{"given_name", "first"}, {"username", "id"}}));
}

TEST_F(UpdatedAttributeMapping, IsClearedByAnEmptyOneAndStaysSo) {
  pool.Create(kGoogle, WithMapping({{"email", "mail"}}));
  EXPECT_EQ(MappingOf(pool.Update("Google", WithMapping({}))), Details{});
  EXPECT_EQ(MappingOf(pool.Update("Google")), Details{});
  EXPECT_EQ(MappingOf(pool.Describe("Google")), Details{});
}

TEST_F(UpdatedAttributeMapping, MustFillAttributesOfThePool) {
  pool.Create(kOidc);
  const std::string before = pool.Describe("Corp").body;
  EXPECT_EQ(OutcomeOf(pool.Update("Corp", WithMapping({{"custom:foo", "x"}, {"hd", "hd"}}))),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [custom:foo, hd]");
  EXPECT_EQ(pool.Describe("Corp").body, before);
}

TEST_F(UpdatedAttributeMapping, TakesUsernameFromTheClaimOfTheTypeAlone) {
  pool.Create(kOidc);
  EXPECT_EQ(OutcomeOf(pool.Update("Corp", WithMapping({{"username", "sub"}}))), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update("Corp", WithMapping({{"username", "email"}}))),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [username]");
  pool.CreateNamed("Saml", kSaml);
  EXPECT_EQ(OutcomeOf(pool.Update("Saml", WithMapping({{"username", "anything"}}))), kOk);
}

}  // namespace
}  // namespace rockpool::support
