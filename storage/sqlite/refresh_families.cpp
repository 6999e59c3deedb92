#include "storage/sqlite/refresh_families.h"

#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// A family `f` behind which its user `u` and its client `c` are in one living pool `p`.
constexpr std::string_view kOfLiving =
    " CROSS JOIN users AS u ON u.id = f.user CROSS JOIN pool_resources AS c ON c.id = f.app_client AND c.user_pool = u.user_pool "
    "CROSS JOIN user_pools AS p ON p.id = u.user_pool AND p.pool_id < CAST(x'FF' AS TEXT) ";

constexpr std::string_view kIsRevoked = "f.is_revoked OR f.id <= u.revoked_through";
constexpr std::string_view kOfEvent = "WHERE f.user = ? AND f.event_id = ?";

std::string SelectFamily(std::string_view condition) {
  return Joined(
      {"SELECT f.id, f.origin_jti, f.event_id, p.pool_id, c.key, f.user, f.authenticated_millis, f.expires_millis, f.kept_until_millis, ",
       kIsRevoked, ", f.document, f.device_key FROM refresh_families AS f", kOfLiving, condition});
}

std::optional<RefreshFamily> FamilyIn(Statement& find) {
  if (!find.Step()) {
    return std::nullopt;
  }
  return RefreshFamily{.number = find.Integer(0),
                       .origin_jti = find.Text(1),
                       .event_id = find.Text(2),
                       .user_pool_id = find.Text(3),
                       .client_id = find.Text(4),
                       .user = find.Integer(5),
                       .device_key = find.IsNull(11) ? std::nullopt : std::optional(find.Text(11)),
                       .document = find.Text(10),
                       .authenticated_millis = find.Integer(6),
                       .expires_millis = find.Integer(7),
                       .kept_until_millis = find.Integer(8),
                       .is_revoked = find.Integer(9) != 0};
}

// The row of the token with a digest.
constexpr std::string_view kFromTokens = " FROM refresh_tokens AS t CROSS JOIN refresh_families AS f ON f.id = t.family";

}  // namespace

std::int64_t RefreshFamilies::Insert(const RefreshFamily& family) {
  Statement insert(connection_,
                   "INSERT INTO refresh_families (origin_jti, event_id, app_client, user, authenticated_millis, expires_millis, "
                   "kept_until_millis, is_revoked, document, device_key) SELECT ?, ?, c.id, u.id, ?, ?, ?, ?, ?, ? "
                   "FROM user_pools AS p CROSS JOIN pool_resources AS c ON c.user_pool = p.id CROSS JOIN users AS u ON u.user_pool = p.id "
                   "WHERE p.pool_id = ? AND c.kind = 'app_client' AND c.key = ? AND u.id = ?");
  insert.Bind(family.origin_jti, family.event_id, family.authenticated_millis, family.expires_millis, family.kept_until_millis,
              std::int64_t{family.is_revoked ? 1 : 0}, family.document, family.device_key, family.user_pool_id, family.client_id,
              family.user);
  const auto number = insert.InsertRow();
  if (!number) {
    throw std::logic_error("A sign-in is kept for an app client, or of a user, that does not exist.");
  }
  return *number;
}

std::optional<RefreshFamily> RefreshFamilies::Find(std::int64_t number) const {
  static const std::string sql = SelectFamily("WHERE f.id = ?");
  Statement find(connection_, sql);
  return FamilyIn(find.Bind(number));
}

std::optional<RefreshFamily> RefreshFamilies::FindByEvent(std::int64_t user, std::string_view event_id) const {
  static const std::string sql = SelectFamily(kOfEvent);
  Statement find(connection_, sql);
  return FamilyIn(find.Bind(user, event_id));
}

std::optional<FamilyStanding> RefreshFamilies::FindStanding(std::int64_t user, std::string_view event_id) const {
  static const std::string sql = Joined({"SELECT f.id, c.key, ", kIsRevoked, " FROM refresh_families AS f", kOfLiving, kOfEvent});
  Statement find(connection_, sql);
  if (!find.Bind(user, event_id).Step()) {
    return std::nullopt;
  }
  return FamilyStanding{.number = find.Integer(0), .client_id = find.Text(1), .is_revoked = find.Integer(2) != 0};
}

bool RefreshFamilies::Revoke(std::int64_t number) {
  static const std::string sql = Joined(
      {"UPDATE refresh_families SET is_revoked = 1 WHERE id = (SELECT f.id FROM refresh_families AS f", kOfLiving, "WHERE f.id = ?)"});
  return Statement(connection_, sql).Bind(number).Run() > 0;
}

void RefreshFamilies::RevokeAllOfUser(std::int64_t user) {
  // One row, however many families there are: later ones have greater numbers, whoever's they are.
  Statement(connection_, "UPDATE users SET revoked_through = ifnull((SELECT max(id) FROM refresh_families), 0) WHERE id = ?")
      .Bind(user)
      .Run();
}

void RefreshFamilies::RevokeAllOfDevice(std::int64_t user, std::string_view device_key) {
  static const std::string families = Joined({"(SELECT id FROM refresh_families WHERE user = ", kLivingUser, " AND device_key = ?)"});
  static const std::string tokens = "DELETE FROM refresh_tokens WHERE family IN " + families;
  Statement(connection_, tokens).Bind(user, device_key).Run();
  static const std::string sessions = "DELETE FROM user_sessions WHERE family IN " + families;
  Statement(connection_, sessions).Bind(user, device_key).Run();
  static const std::string part =
      Joined({"UPDATE refresh_families SET device_key = NULL WHERE user = ", kLivingUser, " AND device_key = ?"});
  Statement(connection_, part).Bind(user, device_key).Run();
}

void RefreshFamilies::InsertToken(const RefreshToken& token) {
  static const std::string sql =
      Joined({"INSERT INTO refresh_tokens (digest, family, replaced_until_millis) SELECT ?, f.id, ? "
              "FROM refresh_families AS f",
              kOfLiving, "WHERE f.id = ?"});
  if (Statement(connection_, sql).Bind(Blob{token.digest}, token.replaced_until_millis, token.family).Run() == 0) {
    throw std::logic_error("A refresh token is kept of a sign-in that does not exist.");
  }
}

std::optional<RefreshToken> RefreshFamilies::FindToken(std::string_view digest) const {
  static const std::string sql =
      Joined({"SELECT t.digest, t.family, t.replaced_until_millis", kFromTokens, kOfLiving, "WHERE t.digest = ?"});
  Statement find(connection_, sql);
  if (!find.Bind(Blob{digest}).Step()) {
    return std::nullopt;
  }
  return RefreshToken{.digest = find.Text(0),
                      .family = find.Integer(1),
                      .replaced_until_millis = find.IsNull(2) ? std::nullopt : std::optional(find.Integer(2))};
}

bool RefreshFamilies::UpdateToken(const RefreshToken& token) {
  static const std::string sql = Joined({"UPDATE refresh_tokens SET replaced_until_millis = ? WHERE digest = (SELECT t.digest", kFromTokens,
                                         kOfLiving, "WHERE t.digest = ?)"});
  return Statement(connection_, sql).Bind(token.replaced_until_millis, Blob{token.digest}).Run() > 0;
}

}  // namespace rockpool::storage::sqlite
