import ftplib
import imaplib
import smtplib

import requests


def balance(user, password):
    return requests.get("http://bank.example/balance", auth=(user, password), timeout=5).json()


def publish(token, text):
    requests.post("http://news.example/posts", headers={"Authorization": f"Bearer {token}"}, data=text, timeout=5)


def send(user, password, message):
    with smtplib.SMTP("mail.example", 587) as mail:
        mail.login(user, password)
        mail.send_message(message)


def inbox(user, password):
    box = imaplib.IMAP4("mail.example")
    box.login(user, password)
    return box


def upload(user, password, file):
    ftp = ftplib.FTP("files.example")
    ftp.login(user, password)
    ftp.storbinary("STOR report", file)
