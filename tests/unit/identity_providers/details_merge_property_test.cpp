// Random sequences of updates against a model written as the reference states the rules, key by key.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>

#include "server/api/errors.h"
#include "server/identity_providers/details_merge.h"
#include "tests/support/provider_samples.h"
#include "tests/support/test_scale.h"

namespace rockpool::identity_providers {
namespace {

constexpr unsigned kSequencesPerType = 40;
constexpr int kUpdatesPerSequence = 40;

// Without std::uniform_int_distribution, whose numbers differ between standard libraries.
std::size_t Below(std::mt19937& random, std::size_t bound) { return random() % bound; }

std::string LegalValue(const ProviderType& type, std::string_view key, std::mt19937& random) {
  const bool first = Below(random, 2) == 0;
  if (key == "authorize_scopes") return &type == &kLoginWithAmazon ? "profile" : "email";
  if (key == "attributes_request_method") return first ? "GET" : "POST";
  if (key == "api_version") return first ? "v3.1" : "v18.0";
  if (key == "RequestSigningAlgorithm") return "rsa-sha256";
  if (key.starts_with("IDP") || key == "EncryptedResponses") return first ? "true" : "false";
  return "https://" + std::to_string(Below(random, 10)) + ".example";
}

Details RandomSubmission(const ProviderType& type, std::mt19937& random) {
  Details submitted;
  for (const KeyRule& rule : type.keys) {
    if (rule.role == Role::kIssued) continue;
    const std::size_t choice = Below(random, 6);
    if (choice == 0) submitted.emplace(rule.key, "");
    if (choice == 1 || choice == 2) submitted.emplace(rule.key, LegalValue(type, rule.key, random));
  }
  return submitted;
}

bool Has(const Details& details, std::string_view key) {
  const auto found = details.find(key);
  return found != details.end() && !found->second.empty();
}

// nullopt: refused.
std::optional<Details> ModelOfMerge(const std::set<std::string>& required, const std::set<std::string>& optional, bool saml,
                                    const Details& stored, const Details& submitted) {
  Details result;
  for (const std::string& key : required) {
    const Details& source = submitted.contains(key) ? submitted : stored;
    if (!Has(source, key)) return std::nullopt;
    result[key] = source.at(key);
  }
  for (const std::string& key : optional) {
    const Details& source = submitted.contains(key) ? submitted : stored;
    if (Has(source, key)) result[key] = source.at(key);
  }
  if (!saml) return result;
  const std::array<std::pair<const char*, const char*>, 2> documents = {{{"MetadataURL", "MetadataFile"}, {"MetadataFile", "MetadataURL"}}};
  if (Has(submitted, "MetadataURL") && Has(submitted, "MetadataFile")) return std::nullopt;
  for (const auto& [key, other] : documents) {
    if (Has(submitted, other)) continue;
    const Details& source = submitted.contains(key) ? submitted : stored;
    if (Has(source, key)) result[key] = source.at(key);
  }
  if (!result.contains("MetadataURL") && !result.contains("MetadataFile")) return std::nullopt;
  return result;
}

std::optional<Details> Merge(const ProviderType& type, const Details& stored, const Details& submitted) {
  try {
    return MergeDetails(type, &stored, submitted, {});
  } catch (const api::InvalidParameterException&) {
    return std::nullopt;
  }
}

std::optional<Details> Update(const ProviderType& type, Details stored, const Details& submitted, const std::optional<Details>& facts,
                              const Settings& settings) {
  try {
    UpdateDetails(type, stored, submitted, facts, settings);
    return stored;
  } catch (const api::InvalidParameterException&) {
    return std::nullopt;
  }
}

std::optional<Details> MergeAndComplete(const ProviderType& type, const Details& stored, const Details& submitted,
                                        const std::optional<Details>& facts, const Settings& settings) {
  try {
    return CompleteDetails(type, MergeDetails(type, &stored, submitted, settings), &stored, facts);
  } catch (const api::InvalidParameterException&) {
    return std::nullopt;
  }
}

// What a document tells, now and then; as much of what was read before as there is.
std::optional<Details> RandomFacts(const ProviderType& type, std::mt19937& random) {
  if (type.document != Document::kSamlMetadata || Below(random, 2) == 0) return std::nullopt;
  Details facts{{"SSORedirectBindingURI", LegalValue(type, "SSORedirectBindingURI", random)}};
  if (Below(random, 2) == 0) facts.emplace("SLORedirectBindingURI", LegalValue(type, "SLORedirectBindingURI", random));
  return facts;
}

struct ModelKeys {
  const ProviderType& type;
  std::set<std::string> required;
  std::set<std::string> optional;
};

class MergeOverTime : public testing::TestWithParam<ModelKeys> {};

TEST_P(MergeOverTime, AgreesWithTheRulesKeyByKey) {
  const auto& [type, required, optional] = GetParam();
  std::mt19937 random(20260117);
  int accepted = 0;
  int refused = 0;
  for (unsigned sequence = 0; sequence < kSequencesPerType * support::TestScale(); ++sequence) {
    Details stored = support::SampleOf(type).details;
    Details model = stored;
    for (int update = 0; update < kUpdatesPerSequence; ++update) {
      const Details submitted = RandomSubmission(type, random);
      const auto expected = ModelOfMerge(required, optional, &type == &kSaml, model, submitted);
      const auto merged = Merge(type, stored, submitted);
      ASSERT_EQ(merged, expected) << type.name << " sequence " << sequence << " update " << update;
      ++(merged ? accepted : refused);
      if (!merged) continue;
      stored = CompleteDetails(type, *merged, &stored, std::nullopt);
      model = *expected;
    }
  }
  EXPECT_GT(accepted, 100);
  EXPECT_GT(refused, 100);
}

TEST_P(MergeOverTime, OfAnUpdateInPlaceIsThatOfMergingAndCompleting) {
  const ProviderType& type = GetParam().type;
  std::mt19937 random(20260118);
  int accepted = 0;
  int refused = 0;
  for (unsigned sequence = 0; sequence < kSequencesPerType * support::TestScale(); ++sequence) {
    Details stored = CompleteDetails(type, support::SampleOf(type).details, nullptr, RandomFacts(type, random));
    if (&type == &kSaml) stored.emplace("ActiveEncryptionCertificate", "issued");
    for (int update = 0; update < kUpdatesPerSequence; ++update) {
      const Details submitted = RandomSubmission(type, random);
      const std::optional<Details> facts = RandomFacts(type, random);
      const Settings settings{.update_mode = Below(random, 2) == 0 ? Settings::UpdateMode::kMerge : Settings::UpdateMode::kReplace};
      const auto expected = MergeAndComplete(type, stored, submitted, facts, settings);
      ASSERT_EQ(Update(type, stored, submitted, facts, settings), expected)
          << type.name << " sequence " << sequence << " update " << update;
      ++(expected ? accepted : refused);
      stored = expected.value_or(stored);
    }
  }
  EXPECT_GT(accepted, 100);
  EXPECT_GT(refused, 100);
}

INSTANTIATE_TEST_SUITE_P(AllTypes, MergeOverTime,
                         testing::Values(ModelKeys{kFacebook, {"client_id", "client_secret", "authorize_scopes"}, {"api_version"}},
                                         ModelKeys{kGoogle, {"client_id", "client_secret", "authorize_scopes"}, {}},
                                         ModelKeys{kLoginWithAmazon, {"client_id", "client_secret", "authorize_scopes"}, {}},
                                         ModelKeys{kOidc,
                                                   {"client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"},
                                                   {"client_secret", "authorize_url", "token_url", "attributes_url", "jwks_uri"}},
                                         ModelKeys{kSaml, {}, {"EncryptedResponses", "IDPInit", "IDPSignout", "RequestSigningAlgorithm"}},
                                         ModelKeys{
                                             kSignInWithApple, {"client_id", "team_id", "key_id", "private_key", "authorize_scopes"}, {}}),
                         [](const testing::TestParamInfo<ModelKeys>& info) { return std::string(info.param.type.name); });

}  // namespace
}  // namespace rockpool::identity_providers
