#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "storage/sqlite/repositories.h"
#include "storage/sqlite/revision.h"

namespace rockpool::storage::sqlite {
namespace {

// As the table writes them. Never changed, only added to.
std::string_view NameOf(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::kAppClient:
      return "app_client";
    case ResourceKind::kClientSecret:
      return "client_secret";
    case ResourceKind::kDomain:
      return "domain";
    case ResourceKind::kGroup:
      return "group";
    case ResourceKind::kLogDelivery:
      return "log_delivery";
    case ResourceKind::kManagedLoginBranding:
      return "managed_login_branding";
    case ResourceKind::kMfaConfiguration:
      return "mfa_configuration";
    case ResourceKind::kReplica:
      return "replica";
    case ResourceKind::kReplicaTags:
      return "replica_tags";
    case ResourceKind::kResourceServer:
      return "resource_server";
    case ResourceKind::kRiskConfiguration:
      return "risk_configuration";
    case ResourceKind::kSeedEntry:
      return "seed_entry";
    case ResourceKind::kSessionConfiguration:
      return "session_configuration";
    case ResourceKind::kSigningKey:
      return "signing_key";
    case ResourceKind::kTerms:
      return "terms";
    case ResourceKind::kTokenKey:
      return "token_key";
    case ResourceKind::kUiCustomization:
      return "ui_customization";
  }
  throw std::logic_error("A resource is of no kind.");
}

bool IsUniqueInStore(ResourceKind kind) { return kind == ResourceKind::kAppClient || kind == ResourceKind::kDomain; }

PoolResource ResourceOf(const Statement& row) {
  return {.user_pool_id = row.Text(0),
          .key = row.Text(1),
          .client_id = row.Text(2),
          .document = row.Text(5),
          .creation_millis = row.Integer(3),
          .last_modified_millis = row.Integer(4),
          .counts_for_account = row.Integer(6) != 0,
          .revision = row.Integer(7)};
}

std::vector<ResourceVersion> AllVersions(Statement& rows) {
  std::vector<ResourceVersion> versions;
  while (rows.Step()) {
    versions.push_back({rows.Text(0), rows.Integer(1)});
  }
  return versions;
}

std::string SelectResource(std::string_view from) { return Joined({"SELECT ", kResourceColumns, " FROM ", from}); }

}  // namespace

std::vector<PoolResource> AllResources(Statement& rows) {
  std::vector<PoolResource> resources;
  while (rows.Step()) {
    resources.push_back(ResourceOf(rows));
  }
  return resources;
}

std::optional<AppClientVersion> FindAppClientVersion(Connection& connection, std::string_view client_id) {
  // One row for each secret, and one for a client that has none.
  Statement find(connection,
                 "SELECT c.revision, p.revision, m.revision, s.revision FROM pool_resources AS c "
                 "CROSS JOIN user_pools AS p ON p.id = c.user_pool AND p.pool_id < CAST(x'FF' AS TEXT) "
                 "LEFT JOIN pool_resources AS m ON m.user_pool = p.id AND m.kind = 'mfa_configuration' "
                 "LEFT JOIN pool_resources AS s ON s.app_client = c.id AND s.kind = 'client_secret' "
                 "WHERE c.kind = 'app_client' AND c.store_key = ?");
  if (!find.Bind(client_id).Step()) {
    return std::nullopt;
  }
  constexpr std::int64_t kNone = -1;
  AppClientVersion version{find.Integer(0), {find.Integer(1), find.IsNull(2) ? kNone : find.Integer(2)}};
  const auto secrets = static_cast<std::ptrdiff_t>(version.others.size());
  for (bool has_secret = !find.IsNull(3); has_secret; has_secret = find.Step()) {
    version.others.push_back(find.Integer(3));
  }
  std::sort(version.others.begin() + secrets, version.others.end());
  return version;
}

void PoolResources::Insert(const PoolResource& resource) {
  Statement insert(
      connection_,
      "INSERT INTO pool_resources "
      "(user_pool, kind, key, store_key, app_client, creation_millis, last_modified_millis, document, counted_account, revision) "
      "SELECT u.id, ?1, ?2, iif(?3, ?2, NULL), c.id, ?4, ?5, ?6, iif(?9, u.account, NULL), ?10 "
      "FROM user_pools AS u "
      "LEFT JOIN pool_resources AS c ON c.user_pool = u.id AND c.kind = 'app_client' AND c.key = ?8 "
      "WHERE u.pool_id = ?7 AND (?8 = '' OR c.id IS NOT NULL)");
  const std::int64_t in_store = IsUniqueInStore(kind_) ? 1 : 0;
  if (in_store != 0) {
    TakeFromDeadPool(resource.key);
  }
  const std::int64_t in_account = resource.counts_for_account ? 1 : 0;
  insert.Bind(NameOf(kind_), resource.key, in_store, resource.creation_millis, resource.last_modified_millis, resource.document,
              resource.user_pool_id, resource.client_id, in_account, FreshRevision());
  if (insert.Run() == 0) {
    throw std::logic_error("A resource is inserted into a user pool, or for an app client, that does not exist.");
  }
}

bool PoolResources::Update(const PoolResource& resource) {
  Statement update(connection_,
                   "UPDATE pool_resources SET last_modified_millis = ?, document = ?, revision = ? "
                   "WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) AND kind = ? AND key = ?");
  return update.Bind(resource.last_modified_millis, resource.document, FreshRevision(), resource.user_pool_id, NameOf(kind_), resource.key)
             .Run() > 0;
}

std::optional<PoolResource> PoolResources::Find(std::string_view user_pool_id, std::string_view key) const {
  static const std::string sql =
      SelectResource("user_pools AS p JOIN pool_resources AS r ON r.user_pool = p.id WHERE p.pool_id = ? AND r.kind = ? AND r.key = ?");
  Statement find(connection_, sql);
  return find.Bind(user_pool_id, NameOf(kind_), key).Step() ? std::optional(ResourceOf(find)) : std::nullopt;
}

std::optional<std::int64_t> PoolResources::FindRevision(std::string_view user_pool_id, std::string_view key) const {
  Statement find(connection_,
                 "SELECT r.revision FROM user_pools AS p JOIN pool_resources AS r ON r.user_pool = p.id "
                 "WHERE p.pool_id = ? AND r.kind = ? AND r.key = ?");
  return find.Bind(user_pool_id, NameOf(kind_), key).Step() ? std::optional(find.Integer(0)) : std::nullopt;
}

std::optional<PoolResource> PoolResources::FindInStore(std::string_view key) const {
  if (!IsUniqueInStore(kind_)) {
    throw std::logic_error("A resource is looked for in the whole store, where its key is not unique.");
  }
  static const std::string sql = SelectResource(
      "pool_resources AS r JOIN user_pools AS p ON p.id = r.user_pool WHERE r.kind = ? AND r.store_key = ? "
      "AND p.pool_id < ?");
  Statement find(connection_, sql);
  return find.Bind(NameOf(kind_), key, kDeadNames).Step() ? std::optional(ResourceOf(find)) : std::nullopt;
}

std::vector<PoolResource> PoolResources::List(std::string_view user_pool_id, std::string_view after, std::size_t limit) const {
  static const std::string sql = SelectResource(
      "user_pools AS p JOIN pool_resources AS r ON r.user_pool = p.id "
      "WHERE p.pool_id = ? AND r.kind = ? AND r.key > ? ORDER BY r.key LIMIT ?");
  Statement list(connection_, sql);
  list.Bind(user_pool_id, NameOf(kind_), after, LimitOf(limit));
  return AllResources(list);
}

std::vector<ResourceVersion> PoolResources::ListVersions(std::string_view user_pool_id, std::size_t limit) const {
  Statement list(connection_,
                 "SELECT r.key, r.revision FROM user_pools AS p JOIN pool_resources AS r ON r.user_pool = p.id "
                 "WHERE p.pool_id = ? AND r.kind = ? ORDER BY r.key LIMIT ?");
  list.Bind(user_pool_id, NameOf(kind_), LimitOf(limit));
  return AllVersions(list);
}

std::vector<PoolResource> PoolResources::ListOfClient(std::string_view user_pool_id, std::string_view client_id) const {
  static const std::string sql = SelectResource(
      "user_pools AS p JOIN pool_resources AS owner ON owner.user_pool = p.id "
      "JOIN pool_resources AS r ON r.app_client = owner.id AND r.kind = ? "
      "WHERE p.pool_id = ? AND owner.kind = 'app_client' AND owner.key = ? ORDER BY r.key");
  Statement list(connection_, sql);
  list.Bind(NameOf(kind_), user_pool_id, client_id);
  return AllResources(list);
}

std::vector<ResourceVersion> PoolResources::ListVersionsOfClient(std::string_view user_pool_id, std::string_view client_id) const {
  Statement list(connection_,
                 "SELECT r.key, r.revision FROM user_pools AS p JOIN pool_resources AS owner ON owner.user_pool = p.id "
                 "JOIN pool_resources AS r ON r.app_client = owner.id AND r.kind = ? "
                 "WHERE p.pool_id = ? AND owner.kind = 'app_client' AND owner.key = ? ORDER BY r.key");
  list.Bind(NameOf(kind_), user_pool_id, client_id);
  return AllVersions(list);
}

std::size_t PoolResources::Count(std::string_view user_pool_id) const {
  Statement count(connection_,
                  "SELECT count FROM pool_resource_counts WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) AND kind = ?");
  return CountIn(count.Bind(user_pool_id, NameOf(kind_)));
}

std::size_t PoolResources::CountOfAccount(std::string_view account) const {
  Statement count(connection_, "SELECT count FROM account_counts WHERE account = ? AND region = '' AND kind = ?");
  return CountIn(count.Bind(account, NameOf(kind_)));
}

bool PoolResources::Delete(std::string_view user_pool_id, std::string_view key) {
  std::int64_t row = 0;
  {
    Statement find(
        connection_,
        "SELECT id FROM pool_resources WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) AND kind = ? AND key = ?");
    if (!find.Bind(user_pool_id, NameOf(kind_), key).Step()) {
      return false;
    }
    row = find.Integer(0);
  }
  if (kind_ == ResourceKind::kAppClient) {
    graveyard_.DeleteAppClient(row);
  } else if (kind_ == ResourceKind::kGroup) {
    graveyard_.DeleteGroup(row);
  } else {
    Statement(connection_, "DELETE FROM pool_resources WHERE id = ?").Bind(row).Run();
  }
  return true;
}

void PoolResources::TakeFromDeadPool(std::string_view key) {
  Statement take(connection_,
                 "UPDATE pool_resources SET store_key = NULL WHERE kind = ? AND store_key = ? "
                 "AND (SELECT pool_id FROM user_pools WHERE id = pool_resources.user_pool) >= ?");
  take.Bind(NameOf(kind_), key, kDeadNames).Run();
}

}  // namespace rockpool::storage::sqlite
