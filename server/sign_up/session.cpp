#include "server/sign_up/session.h"

#include <utility>

#include "server/accounts/attempts.h"
#include "server/api/named_texts.h"
#include "server/clients/auth_sessions.h"

namespace rockpool::sign_up {
namespace {

constexpr const char* kAttribute = "Attribute";

// Where the rows of sign-ins name a challenge: no name of one, so that no answer to a challenge finds these.
std::string_view NameOf(SessionKind kind) { return kind == SessionKind::kSignedUp ? "SIGNED_UP" : "CONFIRMED_SIGN_UP"; }

}  // namespace

bool HasSessions(const clients::ClientInUse& client) { return clients::AllowsFlow(client, api::ExplicitAuthFlowsType::ALLOW_USER_AUTH); }

void WriteSession(storage::Transaction& transaction, const clients::ClientInUse& client, const accounts::User& user, SessionKind kind,
                  std::string_view session, std::string_view attribute, util::EpochMillis now) {
  storage::SignInSession row;
  row.digest = clients::DigestOfSession(session);
  row.user_pool_id = client.pool->id;
  row.client_id = client.id;
  row.user = user.number();
  row.challenge = NameOf(kind);
  row.document = api::ToJson(api::NamedTexts{{kAttribute, std::string(attribute)}});
  row.expires_millis = clients::KeptUntil(client, now);
  transaction.sign_in_sessions().Insert(row);
  transaction.SweepExpired(now, accounts::kSweptRows);
}

storage::SignInSession RequireSession(const storage::Transaction& transaction, const clients::ClientInUse& client, SessionKind kind,
                                      std::string_view session, util::EpochMillis now) {
  auto row = transaction.sign_in_sessions().Find(clients::DigestOfSession(session));
  if (!row || row->client_id != client.id || row->user_pool_id != client.pool->id || row->challenge != NameOf(kind)) {
    clients::ThrowInvalidSession();
  }
  if (row->is_used) {
    clients::ThrowUsedSession();
  }
  if (clients::ExpiryOf(*row) <= now) {
    clients::ThrowExpiredSession();
  }
  return *std::move(row);
}

std::string AttributeOf(const storage::SignInSession& row) { return api::FromStoredJson<api::NamedTexts>(row.document).At(kAttribute); }

void UseUp(storage::Transaction& transaction, storage::SignInSession row) {
  row.is_used = true;
  transaction.sign_in_sessions().Update(row);
}

}  // namespace rockpool::sign_up
