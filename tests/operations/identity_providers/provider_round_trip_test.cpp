// What Describe shows of a provider can be sent back, and makes another one like it. Apple's private key is never shown, so it is put back;
// a certificate is the server's to issue, so it is left out.
#include <gtest/gtest.h>

#include <cstddef>
#include <variant>

#include "server/util/strings.h"
#include "tests/operations/drawn_round_trips.h"
#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/pool_caller.h"

namespace rockpool {
namespace {

using identity_providers::KeyRule;
using identity_providers::kOidc;
using identity_providers::kSaml;
using identity_providers::ProviderType;
using identity_providers::ProviderTypes;
using support::Details;
using support::DrawnObject;
using support::DrawnSettings;
using support::NameOf;
using support::PoolCaller;
using support::RoundTrip;
using support::SetText;
using support::TestService;
using UpdateMode = identity_providers::Settings::UpdateMode;

constexpr const char* kSchema = R"(,"Schema":[{"Name":"team","AttributeDataType":"String"}])";
constexpr const char* kCertificate = "ActiveEncryptionCertificate";
constexpr const char* kAddress = "https://idp.example.com/a";

// What each kind of key may hold.
struct Value {
  DrawnSettings& drawn;

  std::string operator()(const identity_providers::AnyText&) const { return drawn.Words(3); }
  std::string operator()(const identity_providers::OneOf& rule) const { return drawn.OneOf(util::Join(rule.members, " ")); }
  std::string operator()(const identity_providers::TrueOrFalse&) const { return drawn.OneOf("true false True"); }
  std::string operator()(const identity_providers::Matching&) const { return drawn.OneOf("v3.1 v17.0"); }
  std::string operator()(const identity_providers::OidcEndpoint&) const { return kAddress; }
  std::string operator()(const identity_providers::Scopes& rule) const { return util::Join(rule.documented, drawn.OneOf({" ", ", "})); }
};

std::string DrawDetails(DrawnSettings& drawn, const ProviderType& type) {
  Details details = support::SampleOf(type).details;
  if (&type == &kSaml && drawn.Coin()) {
    details.erase("MetadataFile");
    details.emplace("MetadataURL", kAddress);
  }
  for (const KeyRule& rule : type.keys) {
    const bool is_free = rule.role == identity_providers::Role::kRequired || rule.role == identity_providers::Role::kOptional;
    if (is_free && rule.echoed && drawn.Coin()) {
      details.insert_or_assign(std::string(rule.key), std::visit(Value{drawn}, rule.legal));
    }
  }
  return support::ToJson(details);
}

std::string DrawMapping(DrawnSettings& drawn, const ProviderType& type) {
  DrawnObject mapping(drawn);
  for (const char* attribute : {"email", "given_name", "phone_number", "custom:team"}) {
    mapping.PerhapsText(attribute, drawn.OneOf({"sub", "https://claims.example/mail", "Zwei W\u00f6rter"}));
  }
  if (type.username_claim) {
    mapping.PerhapsText("username", *type.username_claim);
  }
  return mapping.Json();
}

std::string DrawProvider(DrawnSettings& drawn, const PoolCaller& pool) {
  const auto types = static_cast<int>(ProviderTypes().size());
  const ProviderType& type = *ProviderTypes()[static_cast<std::size_t>(drawn.Number(0, types - 1))];
  DrawnObject provider(drawn);
  provider.SetText("UserPoolId", pool.id());
  provider.SetText("ProviderName", type.fixed_name ? NameOf(type) : drawn.OneOf("Corp \u00dcber\u5929\u6c17 a-b.c"));
  provider.SetText("ProviderType", type.name);
  provider.Set("ProviderDetails", DrawDetails(drawn, type));
  provider.Perhaps("AttributeMapping", DrawMapping(drawn, type));
  provider.Perhaps("IdpIdentifiers", drawn.SomeOf("a example.com b@c d+e=f"));
  if (&type == &kOidc) {
    provider.Perhaps("AcrMapping", drawn.OneOf({"{}", R"({"Level1":"urn:example:low","Level4":"urn:example:high"})"}));
  }
  return provider.Json();
}

// The details as a request takes them.
void Repair(rapidjson::Document& provider) {
  auto& details = provider["ProviderDetails"];
  details.RemoveMember(kCertificate);
  if (provider["ProviderType"] == "SignInWithApple") {
    details.AddMember("private_key", "apple-key", provider.GetAllocator());
  }
}

RoundTrip TripTo(const PoolCaller& other) {
  return {
      .thing = "IdentityProvider",
      .create = "CreateIdentityProvider",
      .describe = "DescribeIdentityProvider",
      .update = "UpdateIdentityProvider",
      .key = {"UserPoolId", "ProviderName"},
      .dates = {"LastModifiedDate"},
      .own = {"UserPoolId", "CreationDate", "LastModifiedDate", std::string("ProviderDetails/") + kCertificate},
      .shown_otherwise = {{"ProviderDetails.private_key", "is a secret"}},
      .prepare_update = Repair,
      .prepare_copy =
          [&other](rapidjson::Document& provider) {
            Repair(provider);
            SetText(provider, "UserPoolId", other.id());
          },
  };
}

class ProviderRoundTrip : public testing::TestWithParam<UpdateMode> {};

TEST_P(ProviderRoundTrip, GoesThroughDescribeUpdateAndCreate) {
  support::DrawnGoRound("CreateIdentityProvider", 120, [](DrawnSettings& drawn) {
    TestService service({.identity_providers = {.update_mode = GetParam()}});
    const PoolCaller pool(service, kSchema);
    const PoolCaller other(service, kSchema);
    const std::string provider = DrawProvider(drawn, pool);
    support::GoRound(service, TripTo(other), provider);
    return provider;
  });
}

INSTANTIATE_TEST_SUITE_P(WhetherMergedOrReplaced, ProviderRoundTrip, testing::Values(UpdateMode::kMerge, UpdateMode::kReplace));

}  // namespace
}  // namespace rockpool
