// The identity providers of user pools as they are kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct IdentityProvider {
  std::string user_pool_id;
  std::string name;  // unique in the pool, never empty
  std::string type;
  std::string document;                  // JSON, opaque to storage
  std::vector<std::string> identifiers;  // each unique in the pool; the order is kept
  std::string encryption_key;            // PEM of the private key for encrypted assertions, or empty
  std::int64_t creation_millis = 0;
  std::int64_t last_modified_millis = 0;
  std::int64_t revision = 0;  // drawn anew by the store for each insert and update; what callers say here is not read

  bool operator==(const IdentityProvider&) const = default;
};

// What a list, or a button, shows of a provider.
struct IdentityProviderSummary {
  std::string name;
  std::string type;
  std::int64_t creation_millis = 0;
  std::int64_t last_modified_millis = 0;

  bool operator==(const IdentityProviderSummary&) const = default;
};

// Text compares as bytes everywhere.
class IdentityProviders {
 public:
  virtual ~IdentityProviders() = default;

  // Requires: the pool exists (std::logic_error if not). Throws Conflict if the pool has a provider of that name, or one of the
  // identifiers.
  virtual void Insert(const IdentityProvider& provider) = 0;

  // Overwrites the provider of that pool and name, all members but creation_millis and type. False if there is none. Throws Conflict if
  // another provider of the pool has one of the identifiers.
  virtual bool Update(const IdentityProvider& provider) = 0;

  virtual std::optional<IdentityProvider> Find(std::string_view user_pool_id, std::string_view name) const = 0;
  // Of one provider. Its cost does not grow with the document, which may hold a provider's whole metadata.
  virtual std::optional<IdentityProviderSummary> FindSummary(std::string_view user_pool_id, std::string_view name) const = 0;
  virtual std::optional<IdentityProvider> FindByIdentifier(std::string_view user_pool_id, std::string_view identifier) const = 0;

  // In the order of names, from the first one after `after` (empty: from the beginning).
  virtual std::vector<IdentityProviderSummary> List(std::string_view user_pool_id, std::string_view after, std::size_t limit) const = 0;
  virtual std::size_t Count(std::string_view user_pool_id) const = 0;

  // False if there was none.
  virtual bool Delete(std::string_view user_pool_id, std::string_view name) = 0;

  // nullopt if there is no such provider.
  virtual std::optional<std::int64_t> FindRevision(std::string_view user_pool_id, std::string_view name) const = 0;
};

}  // namespace rockpool::storage
