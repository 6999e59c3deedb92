#include "storage/sqlite/web_authn_credentials.h"

#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {

void WebAuthnCredentials::Insert(const WebAuthnCredential& credential) {
  Statement insert(connection_,
                   "INSERT INTO web_authn_credentials (user_pool, credential_id, user, sign_count, is_backup_eligible, creation_millis, "
                   "relying_party_id, public_key, "
                   "document) SELECT p.id, ?, u.id, ?, ?, ?, ?, ?, ? FROM user_pools AS p CROSS JOIN users AS u ON u.user_pool = p.id "
                   "WHERE p.pool_id = ? AND u.id = ?");
  insert.Bind(Blob{credential.credential_id}, credential.sign_count, std::int64_t{credential.is_backup_eligible ? 1 : 0},
              credential.creation_millis, credential.relying_party_id, Blob{credential.public_key}, credential.document,
              credential.user_pool_id, credential.user);
  if (insert.Run() == 0) {
    throw std::logic_error("A passkey is kept of a user that does not exist.");
  }
}

std::vector<WebAuthnCredential> WebAuthnCredentials::ListOfUser(std::int64_t user) const {
  static const std::string sql =
      Joined({"SELECT p.pool_id, w.user, w.credential_id, w.sign_count, w.is_backup_eligible, w.creation_millis, w.relying_party_id, "
              "w.public_key, w.document "
              "FROM users AS u CROSS JOIN user_pools AS p ON p.id = u.user_pool CROSS JOIN web_authn_credentials AS w ON w.user = u.id "
              "WHERE u.id = ? AND ",
              kPoolLives, " ORDER BY w.id"});
  Statement list(connection_, sql);
  list.Bind(user);
  std::vector<WebAuthnCredential> credentials;
  while (list.Step()) {
    credentials.push_back({.user_pool_id = list.Text(0),
                           .user = list.Integer(1),
                           .credential_id = list.Text(2),
                           .public_key = list.Text(7),
                           .sign_count = list.Integer(3),
                           .is_backup_eligible = list.Integer(4) != 0,
                           .relying_party_id = list.Text(6),
                           .document = list.Text(8),
                           .creation_millis = list.Integer(5)});
  }
  return credentials;
}

bool WebAuthnCredentials::RaiseSignCount(std::int64_t user, std::string_view credential_id, std::int64_t sign_count) {
  static const std::string sql =
      Joined({"UPDATE web_authn_credentials SET sign_count = ?1 WHERE user = ", kLivingUser, " AND credential_id = ? AND sign_count < ?1"});
  return Statement(connection_, sql).Bind(sign_count, user, Blob{credential_id}).Run() > 0;
}

bool WebAuthnCredentials::Delete(std::int64_t user, std::string_view credential_id) {
  static const std::string sql = Joined({"DELETE FROM web_authn_credentials WHERE user = ", kLivingUser, " AND credential_id = ?"});
  return Statement(connection_, sql).Bind(user, Blob{credential_id}).Run() > 0;
}

}  // namespace rockpool::storage::sqlite
