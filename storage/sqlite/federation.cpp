#include "storage/sqlite/federation.h"

#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/revision.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// The columns that IdentityOf reads, of `l` in the pool `p`.
constexpr std::string_view kIdentityColumns =
    "p.pool_id, l.user, l.provider, l.attribute, l.value, l.folded, l.creation_millis, l.document";

// The identities `l` of a pool `p`, by a provider's attribute and then something else.
constexpr std::string_view kFromIdentities =
    " FROM user_pools AS p CROSS JOIN linked_identities AS l ON l.user_pool = p.id "
    "WHERE p.pool_id = ? AND l.provider = ? AND l.attribute = ? AND ";

// The identities `l` of a user `u`, whose pool `p` may be dead.
constexpr std::string_view kFromIdentitiesOfUsers =
    " FROM users AS u CROSS JOIN user_pools AS p ON p.id = u.user_pool CROSS JOIN linked_identities AS l ON l.user = u.id "
    "WHERE u.id = ? AND ";

// The state `f` of a digest whose client `c` is in a living pool `p`.
constexpr std::string_view kFromLivingStates =
    " FROM federation_states AS f CROSS JOIN pool_resources AS c ON c.id = f.app_client CROSS JOIN user_pools AS p ON p.id = c.user_pool "
    "WHERE f.digest = ? AND p.pool_id < CAST(x'FF' AS TEXT)";

// The provider `i` of a name in the pool `p` of an id.
constexpr std::string_view kFromProviders =
    " FROM user_pools AS p CROSS JOIN identity_providers AS i ON i.user_pool = p.id WHERE p.pool_id = ? AND i.name = ?";

LinkedIdentity IdentityOf(const Statement& row) {
  return {.user_pool_id = row.Text(0),
          .user = row.Integer(1),
          .provider = row.Text(2),
          .attribute = row.Text(3),
          .value = row.Text(4),
          .folded = row.Text(5),
          .document = row.Text(7),
          .creation_millis = row.Integer(6)};
}

}  // namespace

void LinkedIdentities::Insert(const LinkedIdentity& identity) {
  Statement insert(connection_,
                   "INSERT INTO linked_identities (user_pool, provider, attribute, value, folded, user, creation_millis, document) "
                   "SELECT p.id, ?, ?, ?, ?, u.id, ?, ? FROM user_pools AS p CROSS JOIN users AS u ON u.user_pool = p.id "
                   "WHERE p.pool_id = ? AND u.id = ?");
  insert.Bind(identity.provider, identity.attribute, identity.value, identity.folded, identity.creation_millis, identity.document,
              identity.user_pool_id, identity.user);
  if (insert.Run() == 0) {
    throw std::logic_error("An identity is linked to a user that does not exist.");
  }
}

std::optional<LinkedIdentity> LinkedIdentities::Find(std::string_view user_pool_id, std::string_view provider, std::string_view attribute,
                                                     std::string_view value) const {
  static const std::string sql = Joined({"SELECT ", kIdentityColumns, kFromIdentities, "l.value = ?"});
  Statement find(connection_, sql);
  return find.Bind(user_pool_id, provider, attribute, value).Step() ? std::optional(IdentityOf(find)) : std::nullopt;
}

std::optional<LinkedIdentity> LinkedIdentities::FindFolded(std::string_view user_pool_id, std::string_view provider,
                                                           std::string_view attribute, std::string_view folded) const {
  static const std::string sql = Joined({"SELECT ", kIdentityColumns, kFromIdentities, "l.folded = ? LIMIT 1"});
  Statement find(connection_, sql);
  return find.Bind(user_pool_id, provider, attribute, folded).Step() ? std::optional(IdentityOf(find)) : std::nullopt;
}

bool LinkedIdentities::Update(const LinkedIdentity& identity) {
  Statement update(connection_,
                   "UPDATE linked_identities SET document = ? WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) "
                   "AND provider = ? AND attribute = ? AND value = ?");
  return update.Bind(identity.document, identity.user_pool_id, identity.provider, identity.attribute, identity.value).Run() > 0;
}

std::vector<LinkedIdentity> LinkedIdentities::ListOfUser(std::int64_t user) const {
  static const std::string sql = Joined({"SELECT ", kIdentityColumns, kFromIdentitiesOfUsers, kPoolLives, " ORDER BY l.id"});
  Statement list(connection_, sql);
  list.Bind(user);
  std::vector<LinkedIdentity> identities;
  while (list.Step()) {
    identities.push_back(IdentityOf(list));
  }
  return identities;
}

// One look-up for each: DISTINCT would read all identities of the provider.
std::vector<std::string> LinkedIdentities::ListAttributes(std::string_view user_pool_id, std::string_view provider,
                                                          std::size_t limit) const {
  std::vector<std::string> attributes;
  while (attributes.size() < limit) {
    const std::string after = attributes.empty() ? "" : attributes.back();
    Statement next(connection_,
                   "SELECT l.attribute FROM user_pools AS p CROSS JOIN linked_identities AS l ON l.user_pool = p.id "
                   "WHERE p.pool_id = ? AND l.provider = ? AND l.attribute > ? ORDER BY l.attribute LIMIT 1");
    if (!next.Bind(user_pool_id, provider, after).Step()) {
      break;
    }
    attributes.push_back(next.Text(0));
  }
  return attributes;
}

bool LinkedIdentities::Delete(std::string_view user_pool_id, std::string_view provider, std::string_view attribute,
                              std::string_view value) {
  Statement remove(connection_,
                   "DELETE FROM linked_identities WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) "
                   "AND provider = ? AND attribute = ? AND value = ?");
  return remove.Bind(user_pool_id, provider, attribute, value).Run() > 0;
}

void FederationStates::Insert(const FederationState& state) {
  Statement insert(connection_,
                   "INSERT INTO federation_states (digest, app_client, expires_millis, document) SELECT ?, c.id, ?, ? "
                   "FROM user_pools AS p CROSS JOIN pool_resources AS c ON c.user_pool = p.id "
                   "WHERE p.pool_id = ? AND c.kind = 'app_client' AND c.key = ?");
  insert.Bind(Blob{state.digest}, state.expires_millis, state.document, state.user_pool_id, state.client_id);
  const auto row = insert.InsertRow();
  if (!row) {
    throw std::logic_error("A browser is sent to a provider for an app client that does not exist.");
  }
  ForgetOldest(*row);
}

// Both by the index on app_client, whose entries end with the id. The first question takes a microsecond, and tells that there cannot be
// too many by the ids that lie between; the second one walks over all that the client has, which may take 250 us.
void FederationStates::ForgetOldest(std::int64_t newest) {
  Statement oldest(connection_,
                   "SELECT id FROM federation_states WHERE app_client = (SELECT app_client FROM federation_states WHERE id = ?) "
                   "ORDER BY id LIMIT 1");
  const auto most = static_cast<std::int64_t>(kMostFederationStates);
  if (!oldest.Bind(newest).Step() || newest - oldest.Integer(0) < most) {
    return;
  }
  Statement trim(connection_,
                 "DELETE FROM federation_states WHERE app_client = (SELECT app_client FROM federation_states WHERE id = ?1) AND id <= "
                 "(SELECT id FROM federation_states WHERE app_client = (SELECT app_client FROM federation_states WHERE id = ?1) "
                 "ORDER BY id DESC LIMIT 1 OFFSET ?2)");
  trim.Bind(newest, most).Run();
}

std::optional<FederationState> FederationStates::Find(std::string_view digest) const {
  static const std::string sql = Joined({"SELECT f.digest, p.pool_id, c.key, f.expires_millis, f.document", kFromLivingStates});
  Statement find(connection_, sql);
  if (!find.Bind(Blob{digest}).Step()) {
    return std::nullopt;
  }
  return FederationState{.digest = find.Text(0),
                         .user_pool_id = find.Text(1),
                         .client_id = find.Text(2),
                         .document = find.Text(4),
                         .expires_millis = find.Integer(3)};
}

bool FederationStates::Delete(std::string_view digest) {
  static const std::string sql = Joined({"DELETE FROM federation_states WHERE id = (SELECT f.id", kFromLivingStates, ")"});
  return Statement(connection_, sql).Bind(Blob{digest}).Run() > 0;
}

bool UsedAssertions::Insert(const UsedAssertion& assertion) {
  if (!Statement(connection_, "SELECT id FROM user_pools WHERE pool_id = ?").Bind(assertion.user_pool_id).Step()) {
    throw std::logic_error("An assertion is used in a user pool that does not exist.");
  }
  Statement insert(connection_,
                   "INSERT INTO used_assertions (user_pool, digest, expires_millis) "
                   "SELECT id, ?, ? FROM user_pools WHERE pool_id = ? ON CONFLICT (user_pool, digest) DO NOTHING");
  return insert.Bind(Blob{assertion.digest}, assertion.expires_millis, assertion.user_pool_id).Run() > 0;
}

void UsedAssertions::SweepExpired(std::int64_t now_millis, std::size_t limit) {
  // A fraction of what the deletion costs that finds nothing, as it does but for once a minute or so.
  if (!Statement(connection_, "SELECT 1 FROM used_assertions WHERE expires_millis < ? LIMIT 1").Bind(now_millis).Step()) {
    return;
  }
  Statement sweep(connection_,
                  "DELETE FROM used_assertions WHERE id IN "
                  "(SELECT id FROM used_assertions WHERE expires_millis < ? ORDER BY expires_millis LIMIT ?)");
  sweep.Bind(now_millis, LimitOf(limit)).Run();
}

std::optional<StandIn> StandIns::Find(std::string_view user_pool_id, std::string_view provider) const {
  Statement find(connection_,
                 "SELECT s.revision, s.document FROM user_pools AS p CROSS JOIN identity_providers AS i ON i.user_pool = p.id "
                 "CROSS JOIN stand_ins AS s ON s.identity_provider = i.id WHERE p.pool_id = ? AND i.name = ?");
  if (!find.Bind(user_pool_id, provider).Step()) {
    return std::nullopt;
  }
  return StandIn{
      .user_pool_id = std::string(user_pool_id), .provider = std::string(provider), .document = find.Text(1), .revision = find.Integer(0)};
}

std::optional<std::int64_t> StandIns::FindRevision(std::string_view user_pool_id, std::string_view provider) const {
  Statement find(connection_,
                 "SELECT s.revision FROM user_pools AS p CROSS JOIN identity_providers AS i ON i.user_pool = p.id "
                 "CROSS JOIN stand_ins AS s ON s.identity_provider = i.id WHERE p.pool_id = ? AND i.name = ?");
  return find.Bind(user_pool_id, provider).Step() ? std::optional(find.Integer(0)) : std::nullopt;
}

void StandIns::Put(const StandIn& stand_in) {
  static const std::string sql =
      Joined({"INSERT INTO stand_ins (identity_provider, revision, document) SELECT i.id, ?, ?", kFromProviders,
              " ON CONFLICT (identity_provider) DO UPDATE SET revision = excluded.revision, document = excluded.document"});
  Statement put(connection_, sql);
  if (put.Bind(FreshRevision(), stand_in.document, stand_in.user_pool_id, stand_in.provider).Run() == 0) {
    throw std::logic_error("A stand-in is kept for an identity provider that does not exist.");
  }
}

bool StandIns::Delete(std::string_view user_pool_id, std::string_view provider) {
  static const std::string sql = Joined({"DELETE FROM stand_ins WHERE identity_provider = (SELECT i.id", kFromProviders, ")"});
  return Statement(connection_, sql).Bind(user_pool_id, provider).Run() > 0;
}

}  // namespace rockpool::storage::sqlite
