#include "tests/operations/named_resources/families.h"

#include <algorithm>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kStrangeId = "0123abcd-0123-4123-8123-0123456789ab";

// `kind` with a number of three digits, so that the order of the keys is that of the numbers.
std::function<std::string(int)> Numbered(const std::string& kind) {
  return [kind](int number) { return kind + std::to_string(100 + number); };
}

template <std::size_t pools::Quotas::*kQuota>
std::size_t& Quota(support::Settings& settings) {
  return settings.quotas.*kQuota;
}

// The refusal that is the same for all keys.
auto Always(const std::string& refusal) {
  return [refusal](const std::string&, const std::string&, const std::string&) { return refusal; };
}

std::string DomainOf(int number) {
  return number % 2 == 0 ? "shop-" + std::to_string(number) : "auth" + std::to_string(number) + ".example.com";
}

const Family kGroup{
    .name = "Group",
    .create = "CreateGroup",
    .show = "GetGroup",
    .update = "UpdateGroup",
    .remove = "DeleteGroup",
    .list = "ListGroups",
    .key = "GroupName",
    .shown_in = "Group",
    .content = [](int number) { return R"("Description":"group )" + std::to_string(number) + '"'; },
    .change = R"("Precedence":7)",
    .given_key = Numbered("group"),
    .strange_keys = {"Group100", "nobody"},
    .dated = true,
    .unknown = Always("ResourceNotFoundException: Group not found."),
    .taken = Always("GroupExistsException: A group with the name already exists."),
    .entries = "Groups",
    .limit = "Limit",
    .page = 60,
    .zero_is_most = true,
    .quota = Quota<&pools::Quotas::groups>,
    .things = "groups",
    .default_quota = 10'000,
};

const Family kResourceServer{
    .name = "ResourceServer",
    .create = "CreateResourceServer",
    .show = "DescribeResourceServer",
    .update = "UpdateResourceServer",
    .remove = "DeleteResourceServer",
    .list = "ListResourceServers",
    .key = "Identifier",
    .shown_in = "ResourceServer",
    .content = [](int number) { return R"("Name":"Server )" + std::to_string(number) + '"'; },
    .change = R"("Name":"Changed")",
    .given_key = Numbered("https://api.example.com/v"),
    .strange_keys = {"https://api.example.com/V100", "nobody"},
    .unknown = [](const std::string&, const std::string&,
                  const std::string& key) { return "ResourceNotFoundException: Resource server " + key + " does not exist."; },
    .taken = [](const std::string& pool, const std::string& key,
                const std::string&) { return "InvalidParameterException: " + key + " already exists in user pool " + pool + "."; },
    .entries = "ResourceServers",
    .limit = "MaxResults",
    .page = 50,
    .quota = Quota<&pools::Quotas::resource_servers>,
    .things = "resource servers",
    .default_quota = 25,
};

const Family kTerms{
    .name = "Terms",
    .create = "CreateTerms",
    .show = "DescribeTerms",
    .update = "UpdateTerms",
    .remove = "DeleteTerms",
    .list = "ListTerms",
    .key = "TermsId",
    .shown_in = "Terms",
    .content =
        [](int number) {
          return R"("TermsName":"terms-of-use","TermsSource":"LINK","Enforcement":"NONE","Links":{"cognito:default":"https://a.example/)" +
                 std::to_string(number) + R"("})";
        },
    .change = R"("Links":{"cognito:default":"https://changed.example/"})",
    .strange_keys = {kStrangeId},
    .of_client = true,
    .dated = true,
    .unknown = Always("ResourceNotFoundException: Terms does not exist."),
    .taken = [](const std::string&, const std::string&,
                const std::string& client) { return "TermsExistsException: Terms terms-of-use already exists for client " + client; },
    .entries = "Terms",
    .limit = "MaxResults",
    .page = 60,
};

const Family kManagedLoginBranding{
    .name = "ManagedLoginBranding",
    .create = "CreateManagedLoginBranding",
    .show = "DescribeManagedLoginBranding",
    .update = "UpdateManagedLoginBranding",
    .remove = "DeleteManagedLoginBranding",
    .key = "ManagedLoginBrandingId",
    .shown_in = "ManagedLoginBranding",
    .content = [](int number) { return R"("Settings":{"number":)" + std::to_string(number) + "}"; },
    .change = R"("UseCognitoProvidedValues":true)",
    .strange_keys = {kStrangeId},
    .of_client = true,
    .dated = true,
    .unknown = Always("ResourceNotFoundException: ManagedLoginBranding does not exist."),
    .taken =
        [](const std::string&, const std::string&, const std::string& client) {
          return "ManagedLoginBrandingExistsException: A ManagedLoginBranding already exists for client " + client;
        },
    .quota = Quota<&pools::Quotas::managed_login_branding_styles>,
    .things = "managed login branding styles",
    .default_quota = 20,
};

const Family kUserPoolClient{
    .name = "UserPoolClient",
    .create = "CreateUserPoolClient",
    .show = "DescribeUserPoolClient",
    .update = "UpdateUserPoolClient",
    .remove = "DeleteUserPoolClient",
    .list = "ListUserPoolClients",
    .key = "ClientId",
    .shown_in = "UserPoolClient",
    .content = [](int number) { return R"("ClientName":"client )" + std::to_string(number) + '"'; },
    .change = R"("AuthSessionValidity":15)",
    .strange_keys = {"nobody"},
    .dated = true,
    .unknown = [](const std::string&, const std::string&,
                  const std::string& key) { return "ResourceNotFoundException: User pool client " + key + " does not exist."; },
    .entries = "UserPoolClients",
    .limit = "MaxResults",
    .page = 60,
    .quota = Quota<&pools::Quotas::app_clients>,
    .things = "app clients",
    .default_quota = 1000,
};

const Family kIdentityProvider{
    .name = "IdentityProvider",
    .create = "CreateIdentityProvider",
    .show = "DescribeIdentityProvider",
    .update = "UpdateIdentityProvider",
    .remove = "DeleteIdentityProvider",
    .list = "ListIdentityProviders",
    .key = "ProviderName",
    .shown_in = "IdentityProvider",
    .content =
        [](int number) {
          return R"("ProviderType":"OIDC",)" +
                 WithDetails(With(SampleOf(identity_providers::kOidc).details, {{"client_id", std::to_string(number)}})) + "," +
                 WithIdentifiers({"corp-" + std::to_string(number)});
        },
    .change = R"("AttributeMapping":{"email":"mail"},"IdpIdentifiers":["changed"])",
    .given_key = Numbered("Corp"),
    .strange_keys = {"corp100", "Corp100 ", "Nobody", "Google"},
    .dated = true,
    .unknown =
        [](const std::string& operation, const std::string& pool, const std::string& key) {
          return "ResourceNotFoundException: Identity provider " + key +
                 (operation == "UpdateIdentityProvider" ? " in User Pool " : " for tenantId ") + pool + " does not exist.";
        },
    .taken = [](const std::string& pool, const std::string& key,
                const std::string&) { return "DuplicateProviderException: " + key + " already exists for tenant " + pool + "."; },
    .entries = "Providers",
    .limit = "MaxResults",
    .page = 60,
    .zero_is_most = true,
    .quota = Quota<&pools::Quotas::identity_providers>,
    .things = "identity providers",
    .default_quota = 300,
};

// The two kinds, of each of which a pool may have one: prefixes have even numbers.
const Family kDomain{
    .name = "Domain",
    .create = "CreateUserPoolDomain",
    .update = "UpdateUserPoolDomain",
    .remove = "DeleteUserPoolDomain",
    .key = "Domain",
    .content =
        [](int number) {
          return R"("ManagedLoginVersion":1)" +
                 std::string(number % 2 == 0
                                 ? ""
                                 : R"(,"CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/x"})");
        },
    .change = R"("ManagedLoginVersion":2)",
    .given_key = DomainOf,
    .strange_keys = {"SHOP-0", "nobody", "auth.example.com"},
    .unique_in_the_world = true,
    .removed = "{}",
    .unknown = Always("InvalidParameterException: No such domain or user pool exists."),
};

}  // namespace

std::vector<Family> FamiliesThat(const std::function<bool(const Family&)>& have) {
  std::vector<Family> families{kGroup, kResourceServer, kTerms, kManagedLoginBranding, kUserPoolClient, kIdentityProvider, kDomain};
  std::erase_if(families, [&](const Family& family) { return !have(family); });
  return families;
}

std::string FamilyPool::Asked(int number) const {
  const std::string key = family_.given_key ? TextMember(family_.key, family_.given_key(number)) : "";
  const std::string client = family_.of_client ? TextMember("ClientId", AddClient()) : "";
  return JoinedMembers(JoinedMembers(key, client), family_.content(number));
}

std::string FamilyPool::Add(int number) const {
  const Answer created = Call(family_.create, Asked(number));
  EXPECT_EQ(OutcomeOf(created), kOk);
  return KeyOf(created, number);
}

std::string FamilyPool::AddAs(const std::string& key, int number) const {
  EXPECT_EQ(Try(family_.create, TextMember(family_.key, key) + "," + family_.content(number)), kOk);
  return key;
}

std::string FamilyPool::KeyOf(const Answer& created, int number) const {
  return family_.given_key ? family_.given_key(number) : created.TextAt(family_.shown_in + "." + family_.key);
}

std::string FamilyPool::Naming(const std::string& operation, const std::string& key) const {
  return JoinedMembers(TextMember(family_.key, key), operation == family_.update ? family_.change : "");
}

std::string FamilyPool::Asking(int count, const std::string& token) const {
  return JoinedMembers('"' + family_.limit + "\":" + std::to_string(count), token.empty() ? "" : TextMember("NextToken", token));
}

std::vector<std::string> FamilyPool::KeysIn(const Answer& page) const {
  std::vector<std::string> keys;
  for (const auto& entry : page.At(family_.entries).GetArray()) {
    keys.emplace_back(entry[family_.key.c_str()].GetString());
  }
  return keys;
}

}  // namespace rockpool::support
