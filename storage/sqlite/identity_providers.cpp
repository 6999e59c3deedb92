#include <stdexcept>
#include <utility>

#include "storage/sqlite/repositories.h"
#include "storage/sqlite/revision.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// One row for each identifier of the provider, in order, or one with NULL if it has none: so one statement reads the whole record. Only the
// first row carries the document and the key, which SQLite would otherwise copy for every identifier.
std::string SelectProvider(std::string_view row_id_query) {
  return "SELECT p.name, p.type, p.creation_millis, p.last_modified_millis, "
         "CASE WHEN coalesce(i.position, 0) = 0 THEN p.document END, "
         "CASE WHEN coalesce(i.position, 0) = 0 THEN p.encryption_key END, i.identifier, p.revision "
         "FROM identity_providers AS p LEFT JOIN identity_provider_identifiers AS i ON i.identity_provider = p.id "
         "WHERE p.id = (" +
         std::string(row_id_query) + ") ORDER BY i.position";
}

constexpr std::string_view kSelectSummary =
    "SELECT p.name, p.type, p.creation_millis, p.last_modified_millis "
    "FROM user_pools AS u JOIN identity_providers AS p ON p.user_pool = u.id ";

IdentityProviderSummary SummaryOf(const Statement& row) {
  return {.name = row.Text(0), .type = row.Text(1), .creation_millis = row.Integer(2), .last_modified_millis = row.Integer(3)};
}

// What SelectProvider reads of the pool's provider that `key` leads to.
std::optional<IdentityProvider> FindProvider(Connection& connection, const std::string& sql, std::string_view user_pool_id,
                                             std::string_view key) {
  Statement rows(connection, sql);
  if (!rows.Bind(user_pool_id, key).Step()) {
    return std::nullopt;
  }
  IdentityProvider provider{.user_pool_id = std::string(user_pool_id),
                            .name = rows.Text(0),
                            .type = rows.Text(1),
                            .document = rows.Text(4),
                            .identifiers = {},
                            .encryption_key = rows.Text(5),
                            .creation_millis = rows.Integer(2),
                            .last_modified_millis = rows.Integer(3),
                            .revision = rows.Integer(7)};
  if (!rows.IsNull(6)) {
    do {
      provider.identifiers.push_back(rows.Text(6));
    } while (rows.Step());
  }
  return provider;
}

}  // namespace

void IdentityProviders::Insert(const IdentityProvider& provider) {
  seen_.reset();
  Statement insert(
      connection_,
      "INSERT INTO identity_providers (user_pool, name, type, creation_millis, last_modified_millis, encryption_key, document, revision) "
      "SELECT id, ?, ?, ?, ?, ?, ?, ? FROM user_pools WHERE pool_id = ?");
  insert.Bind(provider.name, provider.type, provider.creation_millis, provider.last_modified_millis, provider.encryption_key,
              provider.document, FreshRevision(), provider.user_pool_id);
  if (insert.Run() == 0) {
    throw std::logic_error("An identity provider is inserted into a user pool that does not exist.");
  }
  if (!provider.identifiers.empty()) {
    InsertIdentifiers(RowOf(provider), provider.identifiers);
  }
}

bool IdentityProviders::Update(const IdentityProvider& provider) {
  const std::optional<Seen> seen = std::exchange(seen_, std::nullopt);
  // No RETURNING: it would make a temporary table for each run, at the price of the rest of the transaction.
  Statement update(connection_,
                   "UPDATE identity_providers SET last_modified_millis = ?, encryption_key = ?, document = ?, revision = ? "
                   "WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) AND name = ?");
  update.Bind(provider.last_modified_millis, provider.encryption_key, provider.document, FreshRevision(), provider.user_pool_id,
              provider.name);
  if (update.Run() == 0) {
    return false;
  }
  // Most updates leave them alone, and writing them costs three more pages of the log.
  const bool is_seen = seen && seen->user_pool_id == provider.user_pool_id && seen->name == provider.name;
  if ((is_seen ? seen->identifiers : IdentifiersOf(provider)) != provider.identifiers) {
    const std::int64_t row = RowOf(provider);
    Statement(connection_, "DELETE FROM identity_provider_identifiers WHERE identity_provider = ?").Bind(row).Run();
    InsertIdentifiers(row, provider.identifiers);
  }
  return true;
}

std::optional<IdentityProvider> IdentityProviders::Find(std::string_view user_pool_id, std::string_view name) const {
  static const std::string sql = SelectProvider(
      "SELECT named.id FROM user_pools AS u JOIN identity_providers AS named ON named.user_pool = u.id "
      "WHERE u.pool_id = ? AND named.name = ?");
  std::optional<IdentityProvider> found = FindProvider(connection_, sql, user_pool_id, name);
  if (found) {
    seen_ = {found->user_pool_id, found->name, found->identifiers};
  }
  return found;
}

std::optional<IdentityProviderSummary> IdentityProviders::FindSummary(std::string_view user_pool_id, std::string_view name) const {
  static const std::string sql = std::string(kSelectSummary) + "WHERE u.pool_id = ? AND p.name = ?";
  Statement find(connection_, sql);
  return find.Bind(user_pool_id, name).Step() ? std::optional(SummaryOf(find)) : std::nullopt;
}

std::optional<std::int64_t> IdentityProviders::FindRevision(std::string_view user_pool_id, std::string_view name) const {
  Statement find(
      connection_,
      "SELECT p.revision FROM user_pools AS u JOIN identity_providers AS p ON p.user_pool = u.id WHERE u.pool_id = ? AND p.name = ?");
  return find.Bind(user_pool_id, name).Step() ? std::optional(find.Integer(0)) : std::nullopt;
}

std::optional<IdentityProvider> IdentityProviders::FindByIdentifier(std::string_view user_pool_id, std::string_view identifier) const {
  static const std::string sql = SelectProvider(
      "SELECT owned.identity_provider FROM user_pools AS u JOIN identity_provider_identifiers AS owned ON owned.user_pool = u.id "
      "WHERE u.pool_id = ? AND owned.identifier = ?");
  return FindProvider(connection_, sql, user_pool_id, identifier);
}

std::vector<IdentityProviderSummary> IdentityProviders::List(std::string_view user_pool_id, std::string_view after,
                                                             std::size_t limit) const {
  static const std::string sql = std::string(kSelectSummary) + "WHERE u.pool_id = ? AND p.name > ? ORDER BY p.name LIMIT ?";
  Statement list(connection_, sql);
  list.Bind(user_pool_id, after, LimitOf(limit));
  std::vector<IdentityProviderSummary> summaries;
  while (list.Step()) {
    summaries.push_back(SummaryOf(list));
  }
  return summaries;
}

std::size_t IdentityProviders::Count(std::string_view user_pool_id) const {
  Statement count(connection_, "SELECT count(*) FROM identity_providers WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?)");
  return CountIn(count.Bind(user_pool_id));
}

bool IdentityProviders::Delete(std::string_view user_pool_id, std::string_view name) {
  seen_.reset();
  Statement remove(connection_,
                   "DELETE FROM identity_providers WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) AND name = ?");
  return remove.Bind(user_pool_id, name).Run() > 0;
}

std::int64_t IdentityProviders::RowOf(const IdentityProvider& provider) const {
  Statement find(connection_,
                 "SELECT p.id FROM user_pools AS u JOIN identity_providers AS p ON p.user_pool = u.id WHERE u.pool_id = ? AND p.name = ?");
  find.Bind(provider.user_pool_id, provider.name).Step();
  return find.Integer(0);
}

std::vector<std::string> IdentityProviders::IdentifiersOf(const IdentityProvider& provider) const {
  Statement list(
      connection_,
      "SELECT i.identifier FROM user_pools AS u JOIN identity_providers AS p ON p.user_pool = u.id "
      "JOIN identity_provider_identifiers AS i ON i.identity_provider = p.id WHERE u.pool_id = ? AND p.name = ? ORDER BY i.position");
  list.Bind(provider.user_pool_id, provider.name);
  std::vector<std::string> identifiers;
  while (list.Step()) {
    identifiers.push_back(list.Text(0));
  }
  return identifiers;
}

void IdentityProviders::InsertIdentifiers(std::int64_t provider_row, const std::vector<std::string>& identifiers) {
  std::int64_t position = 0;
  for (const std::string& identifier : identifiers) {
    Statement insert(connection_,
                     "INSERT INTO identity_provider_identifiers (user_pool, identity_provider, position, identifier) "
                     "SELECT user_pool, id, ?, ? FROM identity_providers WHERE id = ?");
    insert.Bind(position++, identifier, provider_row).Run();
  }
}

}  // namespace rockpool::storage::sqlite
