// Signing up and recovering a password, as an application or a page of this server asks for it. Each function is one call: it throws AWS's
// refusals in AWS's order, and takes a computing thread some milliseconds where a password is set. Where the pool has Lambda functions it
// asks them and waits: for a waiting thread then. Nothing is stored when one refuses, but by these: CustomMessage leaves whom it refuses at
// his sign-up there, unconfirmed and without a code; PostConfirmation leaves him confirmed. Where a secondary replica serves the caller,
// each throws api::OperationNotEnabledException.
#pragma once

#include "server/api/types.h"
#include "server/sign_up/public_calls.h"
#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::sign_up {

api::SignUpResponse SignUp(const world::World& world, const world::Caller& caller, const api::SignUpRequest& request, By by);
api::ConfirmSignUpResponse ConfirmSignUp(const world::World& world, const world::Caller& caller, const api::ConfirmSignUpRequest& request,
                                         By by);
api::ResendConfirmationCodeResponse ResendConfirmationCode(const world::World& world, const world::Caller& caller,
                                                           const api::ResendConfirmationCodeRequest& request, By by);
api::ForgotPasswordResponse ForgotPassword(const world::World& world, const world::Caller& caller,
                                           const api::ForgotPasswordRequest& request, By by);
api::ConfirmForgotPasswordResponse ConfirmForgotPassword(const world::World& world, const world::Caller& caller,
                                                         const api::ConfirmForgotPasswordRequest& request, By by);

}  // namespace rockpool::sign_up
