// The question that an answer is to.
#pragma once

#include <string>
#include <string_view>

#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/sign_in/step.h"
#include "storage/sign_in_sessions.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// The digest of what names the row of the answer: the session, or the secret block of plain SRP, which has no session. Throws where the
// response has none, or what can be none.
std::string RowDigest(const Call& call, const Response& response);

struct OpenRow {
  storage::SignInSession row;
  State state;
  Subject subject;
};

// Throws as RequireOpen and SubjectOfSession do, and for a session of the other door. `name` is the USERNAME of the response.
OpenRow FindOpenRow(const storage::Transaction& transaction, const Call& call, const Response& response, std::string_view digest,
                    const std::string& name);

}  // namespace rockpool::sign_in
