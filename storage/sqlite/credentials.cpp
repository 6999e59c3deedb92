#include "storage/sqlite/credentials.h"

#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

constexpr std::string_view kNobody = "Credentials are written for a user who does not exist.";

std::optional<Blob> BlobOf(const std::string* bytes) { return bytes != nullptr ? std::optional(Blob{*bytes}) : std::nullopt; }

Credentials CredentialsOf(const Statement& row) {
  Credentials credentials{
      .password = {}, .password_set_millis = row.Integer(2), .software_token = {}, .pending_token_secret = {}, .imported_hash = {}};
  if (!row.IsNull(1)) {
    credentials.password = PasswordVerifier{.salt = row.Text(0), .verifier = row.Text(1)};
  }
  if (!row.IsNull(3)) {
    credentials.software_token = SoftwareToken{.secret = row.Text(3), .friendly_name = row.Text(4), .last_step = row.Integer(5)};
  }
  if (!row.IsNull(6)) {
    credentials.pending_token_secret = row.Text(6);
  }
  if (!row.IsNull(7)) {
    credentials.imported_hash = row.Text(7);
  }
  return credentials;
}

}  // namespace

Credentials CredentialsOfUsers::Find(std::int64_t user) const {
  static const std::string sql =
      Joined({"SELECT password_salt, password_verifier, password_set_millis, token_secret, token_name, "
              "token_last_step, pending_token_secret, imported_hash FROM credentials WHERE user = ",
              kLivingUser});
  Statement find(connection_, sql);
  return find.Bind(user).Step() ? CredentialsOf(find) : Credentials{};
}

void CredentialsOfUsers::Put(std::int64_t user, const Credentials& credentials) {
  static const std::string sql =
      Joined({"INSERT INTO credentials (password_salt, password_verifier, password_set_millis, token_secret, "
              "token_name, token_last_step, pending_token_secret, imported_hash, user) SELECT ?, ?, ?, ?, ?, ?, ?, ?, u.id "
              "FROM users AS u WHERE u.id = ",
              kLivingUser,
              " ON CONFLICT (user) DO UPDATE SET password_salt = excluded.password_salt, "
              "password_verifier = excluded.password_verifier, "
              "password_set_millis = excluded.password_set_millis, token_secret = excluded.token_secret, "
              "token_name = excluded.token_name, token_last_step = excluded.token_last_step, "
              "pending_token_secret = excluded.pending_token_secret, imported_hash = excluded.imported_hash"});
  const PasswordVerifier* const password = credentials.password ? &*credentials.password : nullptr;
  const SoftwareToken* const token = credentials.software_token ? &*credentials.software_token : nullptr;
  const std::string* const pending = credentials.pending_token_secret ? &*credentials.pending_token_secret : nullptr;
  const auto imported = credentials.imported_hash ? std::optional<std::string_view>(*credentials.imported_hash) : std::nullopt;
  const auto token_name = token != nullptr ? std::optional<std::string_view>(token->friendly_name) : std::nullopt;
  const std::int64_t last_step = token != nullptr ? token->last_step : 0;
  Statement put(connection_, sql);
  put.Bind(BlobOf(password != nullptr ? &password->salt : nullptr), BlobOf(password != nullptr ? &password->verifier : nullptr),
           credentials.password_set_millis, BlobOf(token != nullptr ? &token->secret : nullptr), token_name, last_step, BlobOf(pending),
           imported, user);
  if (put.Run() == 0) {
    throw std::logic_error(std::string(kNobody));
  }
}

std::vector<PasswordVerifier> CredentialsOfUsers::History(std::int64_t user, std::size_t most) const {
  static const std::string sql =
      Joined({"SELECT salt, verifier FROM password_history WHERE user = ", kLivingUser, " ORDER BY id DESC LIMIT ?"});
  Statement list(connection_, sql);
  list.Bind(user, LimitOf(most));
  std::vector<PasswordVerifier> passwords;
  while (list.Step()) {
    passwords.push_back({.salt = list.Text(0), .verifier = list.Text(1)});
  }
  return passwords;
}

void CredentialsOfUsers::Remember(std::int64_t user, const PasswordVerifier& password, std::size_t most) {
  static const std::string sql =
      Joined({"INSERT INTO password_history (salt, verifier, user) SELECT ?, ?, u.id FROM users AS u WHERE u.id = ", kLivingUser});
  if (Statement(connection_, sql).Bind(Blob{password.salt}, Blob{password.verifier}, user).Run() == 0) {
    throw std::logic_error(std::string(kNobody));
  }
  Statement(connection_,
            "DELETE FROM password_history "
            "WHERE id IN (SELECT id FROM password_history WHERE user = ? ORDER BY id DESC LIMIT -1 OFFSET ?)")
      .Bind(user, LimitOf(most))
      .Run();
}

}  // namespace rockpool::storage::sqlite
