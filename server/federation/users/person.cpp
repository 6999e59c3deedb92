#include "server/federation/users/person.h"

#include <re2/re2.h>

#include <string>
#include <utility>

#include "server/accounts/names.h"
#include "server/federation/report.h"
#include "server/federation/users/mapping.h"
#include "server/util/strings.h"

namespace rockpool::federation {
namespace {

constexpr std::size_t kLongestUsername = 128;   // UTF-16 code units (the model)
constexpr std::size_t kLongestToldName = 1024;  // of a name that is refused; a provider's subject may be far longer

Refusal WrongCombination(const identity_providers::ProviderInUse& provider) {
  return RefusalOf(provider, "Invalid ProviderName/Username combination. ");
}

// In the words of the model's validation, for which the service itself asks for the user: recorded of SAML and a name that is too long
// (TreeHacks/docs, Login, with the prefix of that time). Assumed of the pattern and of other types.
Refusal NameRefusal(const identity_providers::ProviderInUse& provider, const std::string& username, const std::string& constraint) {
  return RefusalOf(provider, "1 validation error detected: Value '" + Cut(username, kLongestToldName) +
                                 "' at 'userName' failed to satisfy constraint: Member must " + constraint);
}

accounts::User RequireUser(const storage::Transaction& transaction, const accounts::Identity& identity) {
  return accounts::Decode(transaction.users().FindByNumber(identity.user).value());  // identities end with their user
}

// The claim of that name, as a link is documented to name it, or else the one by which the pool's attribute of the name is filled.
const std::vector<std::string>* ClaimFor(const identity_providers::ProviderInUse& provider, const Claims& claims, const std::string& name) {
  auto found = claims.values.find(name);
  if (found == claims.values.end()) {
    const auto mapped = provider.settings.attribute_mapping.find(name);
    found = mapped == provider.settings.attribute_mapping.end() ? found : claims.values.find(mapped->second);
  }
  return found == claims.values.end() ? nullptr : &found->second;
}

std::optional<accounts::Identity> FindByClaim(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                              const identity_providers::ProviderInUse& provider, const Claims& claims) {
  // One name more than a provider can have.
  for (const std::string& attribute :
       transaction.linked_identities().ListAttributes(pool.id, provider.name, accounts::kMostLinkAttributes + 1)) {
    const std::vector<std::string>* values = attribute == accounts::kSubjectAttribute ? nullptr : ClaimFor(provider, claims, attribute);
    if (values == nullptr || values->empty()) {
      continue;
    }
    if (auto identity = accounts::FindIdentity(transaction, pool, {provider.name, attribute, ValueOf(*values)})) {
      return identity;
    }
  }
  return std::nullopt;
}

void RefuseName(const storage::Transaction& transaction, const pools::PoolInUse& pool, const identity_providers::ProviderInUse& provider,
                const Claims& claims) {
  const std::string username = UsernameOf(pool, provider, claims);
  if (util::Utf16Length(username) > kLongestUsername) {
    throw NameRefusal(provider, username, "have length less than or equal to " + std::to_string(kLongestUsername));
  }
  // Assumed. Blanks, control characters and what cannot be seen are in no name that operations take: nobody could be told of such a user.
  static const re2::RE2 pattern(R"([\p{L}\p{M}\p{S}\p{N}\p{P}]+)");  // the model's
  if (!re2::RE2::FullMatch(username, pattern)) {
    throw NameRefusal(provider, username, "satisfy regular expression pattern: " + pattern.pattern());
  }
  // A user of the pool's own has it.
  if (transaction.users().Find(pool.id, username)) {
    throw RefusalOf(provider, "Already found an entry for username " + provider.name + "_" + claims.subject);
  }
}

}  // namespace

accounts::SourceName SubjectOf(const identity_providers::ProviderInUse& provider, const Claims& claims) {
  return {provider.name, std::string(accounts::kSubjectAttribute), claims.subject};
}

std::string UsernameOf(const pools::PoolInUse& pool, const identity_providers::ProviderInUse& provider, const Claims& claims) {
  return accounts::Fold(pool, provider.name + "_" + claims.subject);
}

Person FindPerson(const storage::Transaction& transaction, const pools::PoolInUse& pool, const identity_providers::ProviderInUse& provider,
                  const Claims& claims) {
  const accounts::SourceName subject = SubjectOf(provider, claims);
  if (auto identity = accounts::FindIdentity(transaction, pool, subject)) {
    accounts::User user = RequireUser(transaction, *identity);
    if (!identity->claim_attribute.empty()) {
      identity = accounts::FindIdentity(transaction, pool, {provider.name, identity->claim_attribute, identity->claim_value});
    }
    return {std::move(user), std::move(identity)};
  }
  // Recorded of links whose subject was written in another case.
  if (accounts::HasIdentityOfOtherCase(transaction, pool, subject)) {
    throw WrongCombination(provider);
  }
  if (auto identity = FindByClaim(transaction, pool, provider, claims)) {
    // Assumed: a linked claim belongs to whoever used it first, until the link is taken back.
    if (!identity->subject.empty() && identity->subject != claims.subject) {
      throw WrongCombination(provider);
    }
    accounts::User user = RequireUser(transaction, *identity);
    return {std::move(user), std::move(identity), true};
  }
  RefuseName(transaction, pool, provider, claims);
  return {};
}

}  // namespace rockpool::federation
