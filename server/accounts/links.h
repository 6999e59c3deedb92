// Who a user is at identity providers: the identities that he came with or that were linked to him, and the attribute that shows them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

// What callers call the subject that a provider knows a person by, whatever the provider calls it.
inline constexpr std::string_view kSubjectAttribute = "Cognito_Subject";

inline constexpr std::size_t kMostLinks = 5;           // of a user (documented)
inline constexpr std::size_t kMostLinkAttributes = 5;  // of a provider, in a pool (documented)

// The longest name of a provider, of an attribute and its value together, in UTF-16 code units (documented).
inline constexpr std::size_t kLongestSource = 128;

// A person at a provider.
struct SourceName {
  std::string provider;
  std::string attribute;  // kSubjectAttribute, or one whose claim says who it is
  std::string value;
};

struct Identity {
  SourceName source;
  std::int64_t user = 0;
  std::string provider_type;
  std::optional<std::string> issuer;  // the entityID of a SAML provider, once it has said so
  bool is_primary = false;            // the user was made by it
  std::string subject;                // of one found by a claim: whose claim it was when it was first used; else empty
  std::string claim_attribute;        // of a subject that a claim has led to: the claim's own identity, which shows both; else empty
  std::string claim_value;
  util::EpochMillis linked_millis = 0;
};

// Exactly that one: the case of the value counts.
std::optional<Identity> FindIdentity(const storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source);

// Whether there is one whose value is the same as the pool compares names, but not the very one: where case does not count.
bool HasIdentityOfOtherCase(const storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source);

// In the order in which they were linked.
std::vector<Identity> IdentitiesOf(const storage::Transaction& transaction, const User& user);

// How many were linked to the user, beside the one that he was made by.
std::size_t CountLinks(const storage::Transaction& transaction, const User& user);

// Whether one more identity by that attribute is one attribute too many for the provider.
bool IsOneAttributeTooMany(const storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source);

// Shows it in the attribute of a user who is not kept yet: by it he is known as a provider's. AddIdentity is to follow.
void ShowFirstIdentity(const Identity& identity, User& user);

// Keep, change or forget an identity of the user (whose number it takes), and show them all in his attribute `identities`; he is not saved.
// Adding one that is there throws storage::Conflict.
void AddIdentity(storage::Transaction& transaction, const pools::PoolInUse& pool, Identity identity, User& user);
void ChangeIdentity(storage::Transaction& transaction, const pools::PoolInUse& pool, const Identity& identity, User& user);

// With the subject that a claim has led to, and with the claim that has led to a subject.
void RemoveIdentity(storage::Transaction& transaction, const pools::PoolInUse& pool, const Identity& identity, User& user);

// Of a user as he is: the attribute as ID tokens show it, JSON; empty of one who has no identity. `primary` and `dateCreated` are texts
// there (documented).
std::string IdentitiesClaim(const User& user);

// Whether the user was made by a federated sign-in.
bool IsOfProvider(const User& user);

}  // namespace rockpool::accounts
