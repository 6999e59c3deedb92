#include "server/oauth/pages/waiting_sign_in.h"

#include <utility>

#include "server/accounts/names.h"
#include "server/clients/client_in_use.h"
#include "server/oauth/browser_sessions.h"
#include "server/oauth/cookies.h"
#include "server/sign_in/subject.h"
#include "storage/sign_in_sessions.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// Where the rows of sign-ins name a challenge: no name of one, so that no answer to a challenge finds these.
constexpr const char* kKind = "WAITING_AT_PAGES";

std::optional<storage::SignInSession> FindRow(const storage::Transaction& transaction, const WaitingSignIn& waiting) {
  auto row = transaction.sign_in_sessions().Find(waiting.row_digest);
  const bool is_open = row && row->challenge == kKind && row->user == waiting.user && !row->is_used;
  return is_open ? std::move(row) : std::nullopt;
}

}  // namespace

WaitingSignIn LetWait(const Visit& visit, const sign_in::SignedIn& signed_in, util::EpochMillis until) {
  storage::SignInSession row;
  row.digest = DigestOfCookie(DrawCookieValue(visit.world().random));  // of what nobody is told
  row.user_pool_id = visit.pool().id;
  row.client_id = visit.client_id();
  row.user = signed_in.user.number();
  row.challenge = kKind;
  row.document = "{}";
  row.expires_millis = until;
  visit.world().store.Write([&](storage::Transaction& transaction) {
    clients::UseClient(transaction, visit.world().caches, row.client_id);
    accounts::RequireStill(transaction, signed_in.user);
    transaction.sign_in_sessions().Insert(row);
  });
  return {signed_in.user.number(),
          accounts::SubOf(signed_in.user),
          signed_in.authenticated_millis,
          signed_in.password_digest,
          signed_in.sign_in,
          signed_in.event_id,
          signed_in.methods,
          row.digest};
}

std::optional<accounts::User> FindWaiting(const storage::Transaction& transaction, const WaitingSignIn& waiting) {
  if (!FindRow(transaction, waiting)) {
    return std::nullopt;
  }
  auto record = transaction.users().FindByNumber(waiting.user);
  auto user = record ? std::optional(accounts::Decode(*std::move(record))) : std::nullopt;
  if (!user || accounts::SubOf(*user) != waiting.sub || !KeepsSignIns(*user)) {
    return std::nullopt;
  }
  // What he has proved is his password still.
  const bool is_same = sign_in::DigestOfPassword(transaction.credentials().Find(user->number()).password) == waiting.password_digest;
  return is_same ? std::move(user) : std::nullopt;
}

std::optional<accounts::User> TakeWaiting(storage::Transaction& transaction, const WaitingSignIn& waiting) {
  auto user = FindWaiting(transaction, waiting);
  if (user) {
    storage::SignInSession row = FindRow(transaction, waiting).value();
    row.is_used = true;
    transaction.sign_in_sessions().Update(row);
  }
  return user;
}

}  // namespace rockpool::oauth
