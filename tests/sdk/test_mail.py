"""Messages leave: e-mails to a real SMTP server, which is Debian's aiosmtpd, and both kinds to a webhook. The outbox has them all the same."""

import email
import email.policy
import os
import re
import sys
import threading
import time
import unittest

from aiosmtpd.controller import Controller

import server
import support
import workbench

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))
from function_server import FunctionServer, answers, arn_of, http_answer, unused_port  # noqa: E402

PASSWORD = "Corr3ct-horse"
LIMIT_SECONDS = 20
REFUSED = "refused@example.com"
AS_ITSELF = {"EmailSendingAccount": "DEVELOPER", "SourceArn": "arn:aws:ses:us-east-1:000000000000:identity/rock@example.com",
             "From": "Rock <rock@example.com>"}


class Mailbox:
    """What an SMTP server took: (sender, recipients, message). It refuses one recipient."""

    def __init__(self):
        self.mails = []
        self._changed = threading.Condition()
        self._controller = Controller(self, hostname="127.0.0.1", port=unused_port())
        self._controller.start()
        self.url = f"smtp://127.0.0.1:{self._controller.port}"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # the name that aiosmtpd calls
        if address == REFUSED:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # the name that aiosmtpd calls
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._changed:
            self.mails.append((envelope.mail_from, envelope.rcpt_tos, message))
            self._changed.notify_all()
        return "250 taken"

    def wait_for(self, count):
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.mails) >= count, LIMIT_SECONDS):
                raise AssertionError(f"{len(self.mails)} of {count} mails came")
            return self.mails

    def close(self):
        self._controller.stop()


class MailTestCase(unittest.TestCase):
    maxDiff = None

    def start(self, *options):
        self.server = server.Server(*options)
        self.addCleanup(self.server.kill)
        self.cognito = support.client_for(self.server.endpoint)

    def open_mailbox(self):
        mailbox = Mailbox()
        self.addCleanup(mailbox.close)
        return mailbox

    def make_pool(self, **settings):
        pool = self.cognito.create_user_pool(PoolName="mail", **{"AutoVerifiedAttributes": ["email"], **settings})["UserPool"]["Id"]
        return pool, self.cognito.create_user_pool_client(UserPoolId=pool, ClientName="app")["UserPoolClient"]["ClientId"]

    def sign_up(self, app, name="ada", **attributes):
        whole = attributes or {"email": f"{name}@example.com"}
        return self.cognito.sign_up(ClientId=app, Username=name, Password=PASSWORD,
                                    UserAttributes=[{"Name": key, "Value": value} for key, value in whole.items()])

    def outbox(self, pool):
        status, answer = workbench.call(self.server.endpoint, "GET", f"/_rockpool/messages?pool={pool}")
        self.assertEqual(status, 200, answer)
        return answer["messages"]

    def stop(self):
        """Returns the log, of which only now all is there."""
        self.server.stop()
        return server.ended_logs[-1][1]


class Smtp(MailTestCase):
    def test_a_code_comes_by_mail_and_confirms(self):
        mailbox = self.open_mailbox()
        self.start("--smtp", mailbox.url)
        pool, app = self.make_pool(EmailVerificationSubject="Your code, très vite", EmailVerificationMessage="Hello, <b>{####}</b> is your code. Grüße 🪨",
                                   EmailConfiguration=AS_ITSELF)
        self.sign_up(app)
        sender, recipients, message = mailbox.wait_for(1)[0]
        self.assertEqual((sender, recipients), ("rock@example.com", ["ada@example.com"]))
        self.assertEqual((message["Subject"], message["To"]), ("Your code, très vite", "ada@example.com"))
        self.assertIn("rock@example.com", message["From"])
        self.assertTrue(message["Date"] and message["Message-ID"])
        text = message.get_body(("html", "plain")).get_content()
        code = re.search(r"\b[0-9]{6}\b", text).group()
        self.assertEqual(text.strip(), f"Hello, <b>{code}</b> is your code. Grüße 🪨")
        self.cognito.confirm_sign_up(ClientId=app, Username="ada", ConfirmationCode=code)
        self.assertEqual([entry["code"] for entry in self.outbox(pool)], [code])
        self.stop()

    def test_an_invitation_and_the_words_of_a_function_come_too(self):
        mailbox, lambdas = self.open_mailbox(), FunctionServer()
        self.addCleanup(lambdas.close)
        self.start("--smtp", mailbox.url, "--lambda-endpoint", lambdas.endpoint)
        lambdas.add("words", answers(emailMessage="{username} has {####}", emailSubject="Come in"))
        pool, _ = self.make_pool(EmailConfiguration=AS_ITSELF, LambdaConfig={"CustomMessage": arn_of("words")})
        self.cognito.admin_create_user(UserPoolId=pool, Username="ada", TemporaryPassword="T3mporary-one", DesiredDeliveryMediums=["EMAIL"],
                                       UserAttributes=[{"Name": "email", "Value": "ada@example.com"}])
        _, _, message = mailbox.wait_for(1)[0]
        self.assertEqual(message["Subject"], "Come in")
        self.assertEqual(message.get_body(("html", "plain")).get_content().strip(), "ada has T3mporary-one")
        self.stop()

    def test_what_the_mail_server_refuses_is_in_the_log_and_the_next_one_comes(self):
        mailbox = self.open_mailbox()
        self.start("--smtp", mailbox.url)
        pool, app = self.make_pool()
        self.sign_up(app, "eve", email=REFUSED)
        self.sign_up(app)
        mailbox.wait_for(1)
        codes = [entry["code"] for entry in self.outbox(pool)]
        self.assertEqual(len(codes), 2)
        log = self.stop()
        self.assertTrue(any("550" in line or "smtp" in line.lower() for line in log.splitlines() if "warning" in line or "error" in line), log)
        self.assertFalse([code for code in codes if code in log], "codes are in the log")

    def test_without_a_mail_server_nobody_waits(self):
        self.start("--smtp", f"smtp://127.0.0.1:{unused_port()}")
        pool, app = self.make_pool()
        begun = time.monotonic()
        for number in range(20):
            self.sign_up(app, f"ada{number}")
        self.assertLess(time.monotonic() - begun, 10)
        self.assertEqual(len(self.outbox(pool)), 20)
        begun = time.monotonic()
        self.stop()
        self.assertLess(time.monotonic() - begun, 15, "a server that stops does not wait for a mail server")

    def test_an_address_cannot_smuggle_a_header_or_a_command(self):
        mailbox = self.open_mailbox()
        self.start("--smtp", mailbox.url)
        _, app = self.make_pool()
        for number, address in enumerate(['"a\r\nRCPT TO:<eve@evil.example>"@example.com', "a@example.com\r\nBcc: eve@evil.example", "a@example.com>,<eve@evil.example"]):
            try:
                self.sign_up(app, f"smuggler{number}", email=address)
            except self.cognito.exceptions.ClientError:
                pass  # refused is well too
        self.sign_up(app)
        mails = mailbox.wait_for(1)
        time.sleep(0.5)
        for _, recipients, message in mails:
            self.assertNotIn("eve@evil.example", recipients)
            self.assertIsNone(message["Bcc"])
        self.stop()


class Failing(MailTestCase):
    def test_a_caller_is_told_of_a_delivery_that_fails_where_a_fault_asks_for_it(self):
        self.start()
        pool, app = self.make_pool()
        calls = {"SignUp": lambda: self.sign_up(app),
                 "ResendConfirmationCode": lambda: self.cognito.resend_confirmation_code(ClientId=app, Username="ada")}
        for operation, call in calls.items():
            workbench.add_fault(self.server.endpoint, operation, "CodeDeliveryFailureException", times=1)
            sent = len(self.outbox(pool))
            self.assertRaises(self.cognito.exceptions.CodeDeliveryFailureException, call)
            self.assertEqual(len(self.outbox(pool)), sent, operation)
            call()
            self.assertEqual(len(self.outbox(pool)), sent + 1, operation)
        self.stop()


class Webhook(MailTestCase):
    def test_mails_and_sms_are_posted_as_json(self):
        hook = FunctionServer()
        self.addCleanup(hook.close)
        posted = []
        hook.others = lambda message: posted.append(message) or http_answer(b"", 204)
        self.start("--message-webhook", f"{hook.endpoint}/messages")
        by_mail, app = self.make_pool()
        self.sign_up(app)
        by_phone, app = self.make_pool(AutoVerifiedAttributes=["phone_number"], SmsConfiguration={
            "SnsCallerArn": "arn:aws:iam::000000000000:role/sns", "ExternalId": "rock"})
        self.sign_up(app, phone_number="+15555550100")
        deadline = time.monotonic() + LIMIT_SECONDS
        while len(posted) < 2:
            self.assertLess(time.monotonic(), deadline, posted)
            time.sleep(0.02)
        self.assertEqual([call.path for call in hook.calls], ["/messages", "/messages"])
        for message, pool, medium, destination in zip(posted, (by_mail, by_phone), ("EMAIL", "SMS"), ("ada@example.com", "+15555550100")):
            [kept] = self.outbox(pool)
            self.assertEqual((message["pool"], message["medium"], message["destination"]), (pool, medium, destination))
            self.assertEqual((message["purpose"], message["body"], message["code"]), (kept["purpose"], kept["body"], kept["code"]))
        self.stop()

    def test_a_webhook_that_fails_is_in_the_log_and_nowhere_else(self):
        hook = FunctionServer()
        self.addCleanup(hook.close)
        hook.others = lambda message: http_answer({}, 500)
        self.start("--message-webhook", hook.endpoint)
        pool, app = self.make_pool()
        self.sign_up(app)
        deadline = time.monotonic() + LIMIT_SECONDS
        while not hook.calls:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        [kept] = self.outbox(pool)
        log = self.stop()
        self.assertTrue(any("500" in line for line in log.splitlines() if "warning" in line or "error" in line), log)
        self.assertNotIn(kept["code"], log)
