// Which level somebody has reached at a provider.
#include "server/federation/level.h"

#include <gtest/gtest.h>

namespace rockpool::federation {
namespace {

using Methods = std::vector<std::string>;

ReachedLevel Reached(const SaidMembers& id_token, std::optional<identity_providers::AcrMapping> mapping = identity_providers::AcrMapping{
                                                      {"Level2", "urn:two"}, {"Level4", "urn:four"}}) {
  identity_providers::ProviderInUse provider;
  provider.settings.acr_mapping = std::move(mapping);
  Claims claims;
  claims.said.id_token = id_token;
  return LevelOf(provider, claims);
}

TEST(TheLevelOfAProvider, IsTheOneThatItsMappingNames) {
  EXPECT_EQ(Reached({{"acr", R"("urn:two")"}}).level, 2);
  EXPECT_EQ(Reached({{"sub", R"("1")"}, {"acr", R"("urn:four")"}}).level, 4);
}

TEST(TheLevelOfAProvider, IsTheLowestOneWhereNothingIsMapped) {
  EXPECT_EQ(Reached({{"acr", R"("urn:three")"}}).level, 1);
  EXPECT_EQ(Reached({{"acr", R"("urn:two")"}}, std::nullopt).level, 1);
  EXPECT_EQ(Reached({{"acr", "4"}}).level, 1) << "no text";
  EXPECT_EQ(Reached({}).level, 1);
}

TEST(TheLevelOfAProvider, IsTheLowerOneOfTwoThatHaveOneName) {
  EXPECT_EQ(Reached({{"acr", R"("same")"}}, identity_providers::AcrMapping{{"Level3", "same"}, {"Level2", "same"}}).level, 2);
}

TEST(TheLevelOfAProvider, TellsTheMethodsThatCognitoKnows) {
  EXPECT_EQ(Reached({{"amr", R"(["mfa","otp","face","pwd","pwd"])"}}).methods, (Methods{"fed", "pwd", "otp"}));
  for (const char* amr : {R"(["face"])", R"([])", R"("pwd")", R"([1,null])", "{}"}) {
    EXPECT_EQ(Reached({{"amr", amr}}).methods, Methods{"fed"}) << amr;
  }
  EXPECT_EQ(Reached({}).methods, Methods{"fed"});
}

}  // namespace
}  // namespace rockpool::federation
