// The tables `identity_providers` and `identity_provider_identifiers`.
#pragma once

#include "storage/identity_providers.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class IdentityProviders final : public storage::IdentityProviders {
 public:
  explicit IdentityProviders(Connection& connection) : connection_(connection) {}

  void Insert(const IdentityProvider& provider) override;
  bool Update(const IdentityProvider& provider) override;
  std::optional<IdentityProvider> Find(std::string_view user_pool_id, std::string_view name) const override;
  std::optional<IdentityProvider> FindByIdentifier(std::string_view user_pool_id, std::string_view identifier) const override;
  std::vector<IdentityProviderSummary> List(std::string_view user_pool_id, std::string_view after, std::size_t limit) const override;
  std::size_t Count(std::string_view user_pool_id) const override;
  bool Delete(std::string_view user_pool_id, std::string_view name) override;

 private:
  // Of a provider that is there.
  std::int64_t RowOf(const IdentityProvider& provider) const;
  std::vector<std::string> IdentifiersOf(const IdentityProvider& provider) const;
  void InsertIdentifiers(std::int64_t provider_row, const std::vector<std::string>& identifiers);

  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
