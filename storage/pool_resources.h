// What belongs to a user pool and is known by a key: app clients, domains, groups, settings of their own. One repository for each kind,
// all under the same contract.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

enum class ResourceKind {
  kAppClient,  // the key is unique in the store: unsigned calls find their app client by id alone
  kClientSecret,
  kDomain,  // the key is unique in the store, over all accounts
  kGroup,
  kLogDelivery,
  kManagedLoginBranding,
  kMfaConfiguration,
  kReplica,
  kReplicaTags,  // under the key of their replica
  kResourceServer,
  kRiskConfiguration,
  kSeedEntry,  // that an entry of a seed was applied to what it belongs to
  kSessionConfiguration,
  kSigningKey,
  kTerms,
  kTokenKey,
  kUiCustomization,
};
inline constexpr std::size_t kResourceKinds = static_cast<std::size_t>(ResourceKind::kUiCustomization) + 1;

struct PoolResource {
  std::string user_pool_id;
  std::string key;        // unique among the pool's resources of the kind, never empty
  std::string client_id;  // the app client that it belongs to and is deleted with; empty if it belongs to the pool alone
  std::string document;   // JSON, opaque to storage
  std::int64_t creation_millis = 0;
  std::int64_t last_modified_millis = 0;
  bool counts_for_account = false;  // whether CountOfAccount counts it; an update leaves that as it is
  std::int64_t revision = 0;        // drawn anew by the store for each insert and update; what callers say here is not read

  bool operator==(const PoolResource&) const = default;
};

// Which contents of which resource.
struct ResourceVersion {
  std::string key;
  std::int64_t revision = 0;

  bool operator==(const ResourceVersion&) const = default;
};

// By what one tells that an app client, and what it works with, are as they were: two are equal only if its record, its secrets, its pool
// and the pool's MFA configuration were the same ones each time, unchanged.
struct AppClientVersion {
  std::int64_t revision = 0;         // the client's own
  std::vector<std::int64_t> others;  // the pool's, the MFA configuration's (-1: there is none), and the secrets' in ascending order

  bool operator==(const AppClientVersion&) const = default;
};

// Text compares as bytes everywhere.
class PoolResources {
 public:
  virtual ~PoolResources() = default;

  // Requires: the pool exists, and so does the app client in it if one is named (std::logic_error if not). Throws Conflict if the pool
  // has a resource of the kind under that key; where keys are unique in the store, if any pool has.
  virtual void Insert(const PoolResource& resource) = 0;

  // Overwrites document and last_modified_millis. False if there is none.
  virtual bool Update(const PoolResource& resource) = 0;

  virtual std::optional<PoolResource> Find(std::string_view user_pool_id, std::string_view key) const = 0;

  // The revision of what Find finds, without its document.
  virtual std::optional<std::int64_t> FindRevision(std::string_view user_pool_id, std::string_view key) const = 0;

  // For the kinds whose keys are unique in the store; for others std::logic_error. What is found tells its pool.
  virtual std::optional<PoolResource> FindInStore(std::string_view key) const = 0;

  // In the order of keys, from the first one after `after` (empty: from the beginning).
  virtual std::vector<PoolResource> List(std::string_view user_pool_id, std::string_view after, std::size_t limit) const = 0;

  // The first `limit` of them, without the documents: for who keeps what he has made of them.
  virtual std::vector<ResourceVersion> ListVersions(std::string_view user_pool_id, std::size_t limit) const = 0;

  // All that belong to the app client, in the order of keys.
  virtual std::vector<PoolResource> ListOfClient(std::string_view user_pool_id, std::string_view client_id) const = 0;

  // The same without the documents, at a cost that does not grow with them: for who keeps what he has made of them.
  virtual std::vector<ResourceVersion> ListVersionsOfClient(std::string_view user_pool_id, std::string_view client_id) const = 0;

  // The cost of counting does not grow with what is counted.
  virtual std::size_t Count(std::string_view user_pool_id) const = 0;

  // Those that count for the account, in all its pools in all regions.
  virtual std::size_t CountOfAccount(std::string_view account) const = 0;

  // False if there was none. An app client takes what belongs to it along (quotas keep that to a few resources), and the sign-ins through
  // it; a group its memberships. Costs the same however many these are: from then on nobody finds any of it, and the key can be inserted
  // again, but many rows go later (SweepSome).
  virtual bool Delete(std::string_view user_pool_id, std::string_view key) = 0;
};

}  // namespace rockpool::storage
