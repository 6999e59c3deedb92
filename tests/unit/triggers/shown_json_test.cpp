// What people may see of events, answers and errors.
#include "server/triggers/shown_json.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rockpool::triggers {
namespace {

TEST(Shown, HidesPrivateParametersOfAnyType) {
  const std::string event = R"({"request":{"privateChallengeParameters":{"pin":471147,"ok":true,"list":[1.5,null,{"deep":"Argos"}]},)"
                            R"("public":471147}})";
  EXPECT_EQ(Shown(event, {}).json, R"x({"request":{"privateChallengeParameters":{"pin":"... (6 characters)","ok":"... (4 characters)",)x"
                                   R"x("list":["... (3 characters)",null,{"deep":"... (5 characters)"}]},"public":471147}})x");
  EXPECT_EQ(SecretsOf(event), (std::vector<std::string>{"471147", "true", "1.5", "Argos"}));
}

TEST(WithoutSecrets, LeavesWhatIsNone) {
  EXPECT_EQ(WithoutSecrets("", {"secret"}), "");
  EXPECT_EQ(WithoutSecrets("nothing to hide", {"secret"}), "nothing to hide");
  EXPECT_EQ(WithoutSecrets("a short one", {"short"}), "a short one");
}

TEST(WithoutSecrets, FindsAllAndThoseThatOverlapAsOne) {
  EXPECT_EQ(WithoutSecrets("<abcdef> <abcdef>", {"abcdef"}), "<... (6 characters)> <... (6 characters)>");
  EXPECT_EQ(WithoutSecrets("<abcdefghi>", {"defghi", "abcdef", "bcdefgh"}), "<... (9 characters)>");
}

// The words that stand for a secret are no text of the function's.
TEST(WithoutSecrets, FindsNothingInWhatItHasWritten) {
  EXPECT_EQ(WithoutSecrets("<abcdef>", {"abcdef", "characters", "... (6"}), "<... (6 characters)>");
}

TEST(WithoutSecrets, IsBoundedWhateverIsRepeated) {
  const std::string shown = WithoutSecrets(std::string(std::size_t{6} * 1024 * 1024, 'a'), {"aaaaaa"});
  EXPECT_LT(shown.size(), 4 * kLongestShown);
  EXPECT_EQ(shown.find("aaaaaa"), std::string::npos);
  EXPECT_TRUE(shown.ends_with("...")) << shown.substr(shown.size() - 20);
}

TEST(WithoutSecrets, CutsNoSecretInTwo) {
  const std::string secret = "Corr3ct-horse";
  for (std::size_t inside = 1; inside < secret.size(); ++inside) {
    const std::string shown = WithoutSecrets(std::string(kLongestShown - inside, '.') + secret + std::string(100, '.'), {secret});
    EXPECT_EQ(shown.find('C'), std::string::npos) << inside;
    EXPECT_LT(shown.size(), kLongestShown + 40);
  }
}

TEST(WithoutSecrets, ShowsNothingWhereThereAreTooManySecrets) {
  std::vector<std::string> secrets;
  for (int i = 0; i < 33; ++i) {
    EXPECT_EQ(WithoutSecrets("a text", secrets), "a text") << i;
    secrets.push_back("secret " + std::to_string(i));
  }
  EXPECT_EQ(WithoutSecrets("a text", secrets), "not shown");
  EXPECT_EQ(WithoutSecrets("a text", {std::string(20'000, 's')}), "not shown");
  EXPECT_EQ(WithoutSecrets("", secrets), "");
}

}  // namespace
}  // namespace rockpool::triggers
